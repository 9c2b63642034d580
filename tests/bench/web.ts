import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { compressTextFiles } from '../../src/dev/compressTextFiles.ts';
import { launchChromium } from '../support/browser.ts';
import { buildApp, buildEmulatedApp } from '../support/buildApp.ts';
import { startSystem, type System } from '../support/system.ts';
import { people } from '../support/app/appTest.ts';
import { LimitReport, median } from './limits.ts';
import { readBenchOptions } from './options.ts';
import { measureChunks, measureSearch } from './webFigures.ts';

/**
 * The program of `npm run bench:web`. It measures
 * - how much time the app adds to loading the Calling SDK
 * - how soon a search shows its results
 * - whether a call has to load code
 *
 * The program prints each figure with its limit.
 */
const { smoke } = readBenchOptions();
const rounds = smoke ? 1 : 7;
/** `ratio`: the time of the app, divided by the time of the Calling SDK alone. */
const limits = { ratio: 1.2, searchMs: 150 };
const ports = { app: 21_473, service: 21_473, emulator: 21_474 };
const { alice } = people;

/**
 * Lets a new page report when the app asks the SDK for an agent and sets a performance mark. Playwright's ways to wait would keep
 * the page busy.
 * @returns a promise of the milliseconds from the start of the page that sets the mark
 */
async function watchAgent(page: Page): Promise<{ readonly askedMs: Promise<number> }> {
  let resolve: (askedMs: number) => void = () => {};
  const askedMs = new Promise<number>((resolvePromise) => (resolve = resolvePromise));
  await page.exposeFunction('reportMark', (name: string, startTime: number) => {
    if (name === 'agent-asked-for') resolve(startTime);
  });
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries())
        (window as unknown as { reportMark: (...mark: unknown[]) => void }).reportMark(name, startTime);
    }).observe({ type: 'mark', buffered: true });
  });
  return { askedMs };
}

/** How a user signs in. */
interface SignInManner {
  /** Whether the user must accept the permissions on the consent page. */
  readonly needsConsent?: boolean;
  /** Milliseconds that the user takes at Entra. */
  readonly timeAtEntraMs?: number;
}

/**
 * Signs in to the app in a new browser profile.
 * @returns the milliseconds from the redirect back to the app until the app asks for an agent
 */
async function measureApp(
  browser: Browser,
  { url }: System,
  { needsConsent = false, timeAtEntraMs = 0 }: SignInManner = {},
): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { askedMs } = await watchAgent(page);
  await page.goto(url);
  // A user who takes time has also read the first screen, while the worker started.
  if (timeAtEntraMs > 0) await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const person = page.getByRole('button', { name: alice.upn });
  await person.waitFor();
  await page.waitForTimeout(timeAtEntraMs);
  await person.click();
  if (needsConsent) await page.getByRole('button', { name: 'Accept' }).click();
  const durationMs = await askedMs;
  await context.close();
  return durationMs;
}

/** Opens a page that only loads the SDK's chunk and creates a `CallClient`. @returns the milliseconds that this took */
async function measureSdkAlone(browser: Browser, { url }: System, chunk: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { askedMs } = await watchAgent(page);
  const script = `import { CallClient } from '/assets/${chunk}'; new CallClient(); performance.mark('agent-asked-for');`;
  await page.route('**/alone', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<script type="module">${script}</script>` }),
  );
  await page.goto(`${url}/alone`);
  const durationMs = await askedMs;
  await context.close();
  return durationMs;
}

/** The build with Microsoft's Calling SDK, and the build with the emulator's replacement for that SDK. */
const realBuild = resolve('.cache/bench-web');
const emulatedBuild = resolve('.cache/bench-web-emulated');
const emulatorOrigin = `http://localhost:${ports.emulator}`;
buildApp(realBuild, emulatorOrigin);
buildEmulatedApp(emulatedBuild, emulatorOrigin);
// As `npm run build` does. Uncompressed, the SDK is too large for the browser's cache.
compressTextFiles(join(realBuild, 'assets'));
/** The largest script is the chunk of the Calling SDK. */
const findLargestScript = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .toSorted((a, b) => statSync(join(folder, b)).size - statSync(join(folder, a)).size)[0] ?? '';

const browser = await launchChromium();
const report = new LimitReport(78, smoke);

let system = await startSystem({ ports, web: realBuild });
const sdkChunk = findLargestScript(join(realBuild, 'assets'));
// The first round asks the user for consent and fills the operating system's file cache, so its times are not used.
await measureApp(browser, system, { needsConsent: true });
await measureSdkAlone(browser, system, sdkChunk);
const hastyTimes: number[] = [];
const appTimes: number[] = [];
const sdkTimes: number[] = [];
for (let round = 0; round < rounds; round++) {
  const measurements = [
    async () => hastyTimes.push(await measureApp(browser, system)),
    async () => appTimes.push(await measureApp(browser, system, { timeAtEntraMs: 3_000 })),
    async () => sdkTimes.push(await measureSdkAlone(browser, system, sdkChunk)),
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
const { earlyChunk, lateScriptCount } = await measureChunks(await context.newPage(), system);
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
const { slowestMs, requestCount } = await measureSearch(await context.newPage(), system);
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
