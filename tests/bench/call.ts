import { execFileSync } from 'node:child_process';
import { chromium, type Page } from 'playwright';
import { builtOrigin, emulatedBuild, startSystem } from '../support/system.ts';
import { callControl, dial, callRegion, people, signIn } from '../support/app/appTest.ts';
import { browserArguments, browserPath } from '../support/browser.ts';
import { measureDropIn } from './dropIn.ts';
import { measureFloor, pauseBetweenCallsMs, type SetUp } from './floor.ts';

/**
 * `npm run bench:call`: how long it takes to set up a call that the callee accepts at once. It measures the drop-in alone,
 * from `startCall` until both sides are Connected, and the whole app, from the click on *Video call* until both sides show
 * *Connected*; in each case also until both sides have decoded the first remote frame. The limits are ratios to two bare
 * pages, which are measured in the same run.
 */
const limits = { 'drop-in': 2, app: 3 } as const;
const runs = 10;

const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Runs in the page: accepts a call, and records when *Connected* is shown and when the first remote frame is decoded. */
function watch(): void {
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

const read = (page: Page) =>
  page.evaluate(async () => {
    const log = window as unknown as {
      connected: Promise<number>;
      firstFrame: Promise<number>;
      clicked: number;
    };
    return { clicked: log.clicked, connected: await log.connected, firstFrame: await log.firstFrame };
  });

async function measureApp(caller: Page, callee: Page): Promise<SetUp[]> {
  const results: SetUp[] = [];
  for (let run = 0; run < runs; run++) {
    for (const page of [caller, callee]) await page.evaluate(watch);
    await dial(caller, people.bob.id, 'Video call');
    const [a, b] = await Promise.all([read(caller), read(callee)]);
    results.push({
      connected: Math.max(a.connected, b.connected) - a.clicked,
      firstFrame: Math.max(a.firstFrame, b.firstFrame) - a.clicked,
    });
    await callControl(caller, 'Hang up').click();
    for (const page of [caller, callee]) {
      await page.getByRole('button', { name: 'Close' }).click();
      await callRegion(page).waitFor({ state: 'detached' });
    }
    await caller.waitForTimeout(pauseBetweenCallsMs);
  }
  return results;
}

execFileSync(
  'npx',
  ['vite', 'build', '--mode', 'emulator', '--logLevel', 'warn', '--outDir', emulatedBuild],
  {
    stdio: 'inherit',
    env: { ...process.env, EMULATOR_ORIGIN: builtOrigin },
  },
);
const system = await startSystem();
const executablePath = browserPath();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: browserArguments(),
});
const open = async (upn: string) => {
  const page = await (await browser.newContext()).newPage();
  // tsx wraps functions so that they keep their names; that wrapper does not exist in the page.
  await page.addInitScript('globalThis.__name = (wrapped) => wrapped');
  await page.goto(system.url);
  await signIn(page, upn);
  return page;
};
const caller = await open(people.alice.upn);
const callee = await open(people.bob.upn);
const app = await measureApp(caller, callee);
for (const page of [caller, callee]) await page.context().close();
const floor = await measureFloor(browser, runs);
const dropIn = await measureDropIn(runs);
await browser.close();
await system.close();

let areLimitsKept = true;
for (const [who, runs] of Object.entries({ 'drop-in': dropIn, app }) as [keyof typeof limits, SetUp[]][]) {
  for (const what of ['connected', 'firstFrame'] as const) {
    const [ours, bare] = [median(runs.map((run) => run[what])), median(floor.map((run) => run[what]))];
    const ratio = ours / bare;
    areLimitsKept &&= ratio <= limits[who];
    console.log(
      `${who.padEnd(7)} ${what === 'connected' ? 'both connected    ' : 'first remote frame'}: ${ours.toFixed(0)} ms, bare pages ${bare.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (limit ${limits[who]}; medians of ${runs.length})`,
    );
  }
}
process.exitCode = areLimitsKept ? 0 : 1;
process.exit();
