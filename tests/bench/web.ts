import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { compressTextFiles } from '../../src/dev/compressTextFiles.ts';
import { launchChromium } from '../support/browser.ts';
import { buildApp, buildEmulatedApp } from '../support/buildApp.ts';
import { startSystem } from '../support/system.ts';
import { callControl, callStateText, dial, findDialBox, people, signIn } from '../support/app/appTest.ts';
import { addSdkAlonePage, sdkAlonePath } from './floorPages.ts';
import { createLimitReport, median } from './limits.ts';
import { readBenchOptions } from './options.ts';
import { createQuietOpener } from './quietPages.ts';

/**
 * The program of `npm run bench -- web`. It measures how much time the app adds to loading the Calling SDK, how soon a search shows
 * its results, and whether a call has to load code.
 */
const { smoke } = readBenchOptions();
const rounds = smoke ? 1 : 7;
/** `ratio`: the time of the app, divided by the time of the Calling SDK alone. */
const limits = { ratio: 1.2, searchMs: 150 };
const ports = { app: 21_473, service: 21_473, emulator: 21_474 };
const { alice, echo } = people;

/** How a user signs in. */
interface SignInManner {
  /** Whether the user must accept the permissions on the consent page. */
  readonly needsConsent?: boolean;
  /** Milliseconds that the user reads the first screen. */
  readonly readingMs?: number;
  /** Milliseconds that the user takes at Entra. */
  readonly timeAtEntraMs?: number;
}

/**
 * Signs in to the app in a new browser profile.
 * @returns the milliseconds from the redirect back to the app until the app asks for an agent
 */
async function measureApp({
  needsConsent = false,
  readingMs = 0,
  timeAtEntraMs = 0,
}: SignInManner = {}): Promise<number> {
  const page = await openQuietPage(system.url);
  await wait(readingMs);
  await page.press('Sign in');
  // The list of people is on Entra's page.
  if (timeAtEntraMs > 0) await page.waitFor(alice.upn);
  await wait(timeAtEntraMs);
  await page.press(alice.upn);
  if (needsConsent) await page.press('Accept');
  const durationMs = await page.waitForMark('agent-asked-for');
  await page.close();
  return durationMs;
}

/** Opens a page with the Calling SDK alone. @returns the milliseconds from the navigation until the SDK is ready */
async function measureSdkAlone(): Promise<number> {
  const page = await openQuietPage(system.url + sdkAlonePath);
  const durationMs = await page.waitForMark('agent-asked-for');
  await page.close();
  return durationMs;
}

async function openSignedIn(page: Page): Promise<void> {
  await page.goto(system.url);
  await signIn(page, alice.upn);
}

/**
 * Checks which code the app loads before and during a call.
 * @returns `earlyChunk`: the path of the call screen's chunk, `null` if it was not loaded before the user could call.
 *   `lateScriptCount`: how many scripts the app loaded from the press on *Video call* to the end of the call.
 */
async function measureChunks(page: Page) {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.url());
  });
  await openSignedIn(page);
  const chunk = scripts.find((url) => /\/inCall-/.test(url));
  const earlyScriptCount = scripts.length;
  await dial(page, echo.id, 'Video call');
  await callStateText(page, 'Connected').waitFor();
  await callControl(page, 'People').click();
  await callControl(page, 'More').click();
  await page.keyboard.press('Escape');
  await callControl(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Call back' }).waitFor();
  return {
    earlyChunk: chunk ? new URL(chunk).pathname : null,
    lateScriptCount: scripts.length - earlyScriptCount,
  };
}

/** Beginnings of names. Each text matches a person other than the user, whom the app does not suggest. */
const searchedTexts = ['bo', 'car', 'ech', 'bob', 'da', 'dec', 'bus', 'no', 'ba', 'ch'];

/**
 * Searches for people in the dial box.
 * @returns `slowestMs`: the time of the slowest of ten searches, from the answer's last byte to the frame that shows the
 *   suggestions. `requestCount`: how many requests the app sends for a name that the user types and quickly corrects.
 */
async function measureSearch(page: Page) {
  await openSignedIn(page);
  let requests = 0;
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes('/v1.0/users?')) requests += 1;
  });
  await findDialBox(page).pressSequentially('carol', { delay: 40 });
  await page.getByRole('option').first().waitFor();
  await findDialBox(page).press('Backspace');
  // This is as short as the pause between two keys of a fast typist.
  await page.waitForTimeout(20);
  await findDialBox(page).pressSequentially('l');
  // This is longer than the app waits before it searches, so `requests` would include a second request.
  await page.waitForTimeout(500);
  const requestsForOneName = requests;
  const durations: number[] = [];
  for (const text of searchedTexts) {
    await findDialBox(page).fill('');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    const durationMs = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          performance.clearResourceTimings();
          new MutationObserver((_changes, observer) => {
            if (!document.querySelector('[role=option]')) return;
            observer.disconnect();
            requestAnimationFrame((now) => {
              const answer = performance
                .getEntriesByType('resource')
                .findLast(({ name }) => name.includes('/v1.0/users?')) as PerformanceResourceTiming;
              resolve(now - answer.responseEnd);
            });
          }).observe(document, { subtree: true, childList: true });
        }),
    );
    await findDialBox(page).fill(text);
    durations.push(await durationMs);
  }
  return { slowestMs: Math.max(...durations), requestCount: requestsForOneName };
}

/** The build with Microsoft's Calling SDK, and the build with the emulator's replacement for that SDK. */
const realBuild = resolve('.cache/bench-web');
const emulatedBuild = resolve('.cache/bench-web-emulated');
const emulatorOrigin = `http://localhost:${ports.emulator}`;
buildApp(realBuild, emulatorOrigin);
buildEmulatedApp(emulatedBuild, emulatorOrigin);
await addSdkAlonePage(realBuild);
// As `npm run build` does. Uncompressed, the SDK is too large for the browser's cache.
compressTextFiles(join(realBuild, 'assets'));

const browser = await launchChromium();
const openQuietPage = await createQuietOpener(browser);
const report = createLimitReport(78, smoke);

let system = await startSystem({ ports, web: realBuild });
// The first round asks the user for consent and fills the operating system's file cache, so its times are not used.
await measureApp({ needsConsent: true });
await measureSdkAlone();
const hastyTimes: number[] = [];
const appTimes: number[] = [];
const sdkTimes: number[] = [];
for (let round = 0; round < rounds; round++) {
  const measurements = [
    async () => hastyTimes.push(await measureApp()),
    async () => appTimes.push(await measureApp({ readingMs: 1_000, timeAtEntraMs: 3_000 })),
    async () => sdkTimes.push(await measureSdkAlone()),
  ];
  // They take turns to be first, because the first one fills caches from which the others gain.
  for (const measure of round % 2 ? measurements.toReversed() : measurements) await measure();
}
await system.close();
const sdkMs = median(sdkTimes);
for (const [name, times] of [
  ['3 s at Entra', appTimes],
  ['no time at Entra', hastyTimes],
] as const) {
  const ratio = median(times) / sdkMs;
  report.addTimed(
    `signed in, ${name} → agent asked for / the SDK alone (limit ${limits.ratio})`,
    `${median(times).toFixed(0)} / ${sdkMs.toFixed(0)} ms = ${ratio.toFixed(2)}`,
    ratio,
    ratio <= limits.ratio,
  );
}

system = await startSystem({ ports, web: emulatedBuild });
const context = await browser.newContext();
const { earlyChunk, lateScriptCount } = await measureChunks(await context.newPage());
report.add(
  'the call screen’s chunk, loaded before the dial box shows',
  earlyChunk ?? 'none',
  earlyChunk !== null,
);
report.add(
  'scripts loaded from pressing Call to hanging up (limit 0)',
  String(lateScriptCount),
  lateScriptCount === 0,
);
for (const page of context.pages()) await page.close();
const { slowestMs, requestCount } = await measureSearch(await context.newPage());
report.addTimed(
  `answer → suggestions, slowest of ten (limit ${limits.searchMs} ms)`,
  `${slowestMs.toFixed(0)} ms`,
  slowestMs,
  slowestMs <= limits.searchMs,
);
report.add(
  'requests for five letters typed at once and one typed again (limit 1)',
  String(requestCount),
  requestCount === 1,
);
await browser.close();
await system.close();
report.setExitCode();
