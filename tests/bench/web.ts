import { join, resolve } from 'node:path';
import { compressTextFiles } from '../../src/dev/compressTextFiles.ts';
import { launchChromium } from '../support/browser.ts';
import { buildApp, buildEmulatedApp } from '../support/buildApp.ts';
import { startSystem } from '../support/system.ts';
import { people } from '../support/app/appTest.ts';
import { LimitReport, median } from './limits.ts';
import { readBenchOptions } from './options.ts';
import { createQuietOpener } from './quietPages.ts';
import { addSdkAlonePage, sdkAlonePath } from './sdkAlonePage.ts';
import { measureChunks, measureSearch } from './webFigures.ts';

/**
 * The program of `npm run bench -- web`. It measures
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

/** How a user signs in. */
interface SignInManner {
  /** Whether the user must accept the permissions on the consent page. */
  readonly needsConsent?: boolean;
  /** Milliseconds that the user reads the first screen. */
  readonly readingMs?: number;
  /** Milliseconds that the user takes at Entra. */
  readonly timeAtEntraMs?: number;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

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
const report = new LimitReport(78, smoke);

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
