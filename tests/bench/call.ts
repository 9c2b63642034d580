import type { Page } from 'playwright';
import { builtOrigin, emulatedBuild, startSystem } from '../support/system.ts';
import { callControl, callRegion, dial, dismissEndedCall, people, signIn } from '../support/app/appTest.ts';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp } from '../support/buildApp.ts';
import { median } from './limits.ts';
import { readBenchOptions } from './options.ts';
import { measureDropInSdk } from './dropInSdk.ts';
import { measureBarePages, pauseBetweenCallsMs, type SetUpDurations } from './barePages.ts';

/**
 * The program of `npm run bench:call`. It measures how long it takes to set up a call that the callee accepts at once:
 * - with the drop-in SDK (the emulator's replacement for the Calling SDK) alone, from `startCall` until both sides are
 *   Connected
 * - with the whole app, from the click on *Video call* until both sides show *Connected*
 *
 * In both cases it also measures the time until both sides have decoded the first remote frame. The same run measures two
 * bare pages, which use WebRTC without any SDK. A limit is the largest allowed ratio: the time of the SDK or app, divided by
 * the time of the bare pages.
 */
const { smoke } = readBenchOptions();
const limits = { 'drop-in': 2, app: 3 } as const;
/** Calls of each kind. */
const runs = smoke ? 1 : 10;

/**
 * Runs in the page. It accepts an incoming call. It also records the time of the first click, of *Connected* on the screen and
 * of the first decoded remote frame.
 */
function recordCallTimes(): void {
  const log = window as unknown as {
    connected: Promise<number>;
    firstFrame: Promise<number>;
    clicked: number;
  };
  const now = () => performance.timeOrigin + performance.now();
  const waitUntil = (condition: () => boolean) =>
    new Promise<number>((resolve) => {
      const check = () => {
        if (!condition()) return;
        observer.disconnect();
        resolve(now());
      };
      const observer = new MutationObserver(check);
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  log.connected = waitUntil(() => document.querySelector('[role=status]')?.textContent === 'Connected');
  log.firstFrame = new Promise((resolve) => {
    void waitUntil(() => {
      const video = [...document.querySelectorAll<HTMLVideoElement>('[role=group] video')].find(
        (element) => !element.closest('[role=group]')?.getAttribute('aria-label')?.startsWith('You'),
      );
      video?.requestVideoFrameCallback(() => resolve(now()));
      return Boolean(video);
    });
  });
  document.addEventListener('click', () => (log.clicked = now()), { once: true, capture: true });
  void waitUntil(() => {
    const accept = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Accept with video',
    );
    accept?.click();
    return Boolean(accept);
  });
}

/** Waits until the call in the page is set up. @returns the recorded times, in milliseconds since 1970 */
const readCallTimes = (page: Page) =>
  page.evaluate(async () => {
    const log = window as unknown as {
      connected: Promise<number>;
      firstFrame: Promise<number>;
      clicked: number;
    };
    return { clicked: log.clicked, connected: await log.connected, firstFrame: await log.firstFrame };
  });

async function measureApp(caller: Page, callee: Page): Promise<SetUpDurations[]> {
  const results: SetUpDurations[] = [];
  for (let run = 0; run < runs; run++) {
    for (const page of [caller, callee]) await page.evaluate(recordCallTimes);
    await dial(caller, people.bob.id, 'Video call');
    const [callerTimes, calleeTimes] = await Promise.all([readCallTimes(caller), readCallTimes(callee)]);
    results.push({
      connected: Math.max(callerTimes.connected, calleeTimes.connected) - callerTimes.clicked,
      firstFrame: Math.max(callerTimes.firstFrame, calleeTimes.firstFrame) - callerTimes.clicked,
    });
    await callControl(caller, 'Hang up').click();
    for (const page of [caller, callee]) {
      await dismissEndedCall(page);
      await callRegion(page).waitFor({ state: 'detached' });
    }
    await caller.waitForTimeout(pauseBetweenCallsMs);
  }
  return results;
}

buildEmulatedApp(emulatedBuild, builtOrigin);
const system = await startSystem();
const browser = await launchChromium();
const openSignedInPage = async (upn: string) => {
  const page = await (await browser.newContext()).newPage();
  // tsx wraps functions in `__name`, so that they keep their names. The page does not have that wrapper.
  await page.addInitScript('globalThis.__name = (wrapped) => wrapped');
  await page.goto(system.url);
  await signIn(page, upn);
  return page;
};
const caller = await openSignedInPage(people.alice.upn);
const callee = await openSignedInPage(people.bob.upn);
const appResults = await measureApp(caller, callee);
for (const page of [caller, callee]) await page.context().close();
const bareResults = await measureBarePages(browser, runs);
const dropInResults = await measureDropInSdk(runs);
await browser.close();
await system.close();

let areLimitsKept = true;
const resultsBySubject = { 'drop-in': dropInResults, app: appResults };
for (const subject of ['drop-in', 'app'] as const) {
  const results = resultsBySubject[subject];
  for (const moment of ['connected', 'firstFrame'] as const) {
    const setUpMs = median(results.map((result) => result[moment]));
    const bareMs = median(bareResults.map((result) => result[moment]));
    const ratio = setUpMs / bareMs;
    areLimitsKept &&= smoke ? Number.isFinite(ratio) : ratio <= limits[subject];
    console.log(
      `${subject.padEnd(7)} ${moment === 'connected' ? 'both connected    ' : 'first remote frame'}: ${setUpMs.toFixed(0)} ms, bare pages ${bareMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (limit ${limits[subject]}; medians of ${results.length})`,
    );
  }
}
process.exitCode = areLimitsKept ? 0 : 1;
process.exit();
