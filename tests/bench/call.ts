import { builtOrigin, emulatedBuild, startSystem } from '../support/system.ts';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp } from '../support/buildApp.ts';
import { openAppPages } from './appPages.ts';
import { openBarePages, type CallSubject } from './barePages.ts';
import { createLimitReport, median } from './limits.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench:call`. It measures how long a call takes until both sides are connected, and until both have a
 * remote video frame. Two bare pages (WebRTC without any SDK) and two pages with the app take turns. A limit is the largest allowed
 * ratio to the bare pages.
 *
 * During the last calls it measures how much processor time the main threads need each second.
 */
const { smoke } = readBenchOptions();
const limits = { connected: 2, firstFrame: 3 } as const;
/** The main threads of the app may need this many times the processor time of the bare pages. */
const runningLimit = 1.5;
/** Calls of the bare pages, and of the app. */
const runs = smoke ? 1 : 15;
/** The first calls compile code and open the devices for the first time. They do not count. */
const warmUpRuns = smoke ? 0 : 2;
const runningMs = smoke ? 1_000 : 10_000;
/** The pause after each call, so that releasing the devices of one call does not slow down the next call. */
const pauseBetweenCallsMs = 300;

buildEmulatedApp(emulatedBuild, builtOrigin);
const system = await startSystem();
const browser = await launchChromium();
const bare = await openBarePages(browser);
const app = await openAppPages(browser, system.url);

/** Sets up a call. @returns the milliseconds until the slower side was ready. */
async function setUpCall(subject: CallSubject) {
  await subject.startCall();
  const sides = await Promise.all([subject.caller, subject.callee].map((page) => subject.readTimes(page)));
  const startedAt = sides[0]?.startedAt ?? Number.NaN;
  return {
    connected: Math.max(...sides.map(({ connected }) => connected)) - startedAt,
    firstFrame: Math.max(...sides.map(({ firstFrame }) => firstFrame)) - startedAt,
  };
}
type SetUpDurations = Awaited<ReturnType<typeof setUpCall>>;

/** @returns the processor time of the main thread in a second of a running call, in milliseconds; the mean of both sides */
async function measureRunningCall({ caller, callee }: CallSubject): Promise<number> {
  const sessions = await Promise.all(
    [caller, callee].map(async (page) => {
      const session = await page.context().newCDPSession(page);
      // https://chromedevtools.github.io/devtools-protocol/tot/Performance/
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      return session;
    }),
  );
  const readSumMs = async () => {
    const answers = await Promise.all(sessions.map((session) => session.send('Performance.getMetrics')));
    const metrics = answers.flatMap((answer) => answer.metrics.filter(({ name }) => name === 'TaskDuration'));
    return metrics.reduce((sum, { value }) => sum + value * 1_000, 0);
  };
  await caller.waitForTimeout(2_000);
  const beforeMs = await readSumMs();
  await caller.waitForTimeout(runningMs);
  return ((await readSumMs()) - beforeMs) / 2 / (runningMs / 1_000);
}

const durations = { bare: [] as SetUpDurations[], app: [] as SetUpDurations[] };
const runningTimes = { bare: [] as number[], app: [] as number[] };
for (let run = -warmUpRuns; run < runs; run += 1) {
  for (const [name, subject] of [
    ['bare', bare],
    ['app', app],
  ] as const) {
    const call = await setUpCall(subject);
    if (run >= 0) durations[name].push(call);
    if (run >= runs - 3) {
      // The app shows the user's own video. While the call is set up, the bare pages do without it, to be as fast as possible.
      for (const page of [bare.caller, bare.callee])
        if (name === 'bare') await page.evaluate('showOwnVideo()');
      runningTimes[name].push(await measureRunningCall(subject));
    }
    await subject.endCall();
    await subject.caller.waitForTimeout(pauseBetweenCallsMs);
  }
}
for (const subject of [bare, app]) await subject.close();
await browser.close();
await system.close();

const report = createLimitReport(44, smoke);
for (const [moment, name] of [
  ['connected', 'both sides are connected'],
  ['firstFrame', 'both have a remote frame'],
] as const) {
  const setUpMs = median(durations.app.map((call) => call[moment]));
  const bareMs = median(durations.bare.map((call) => call[moment]));
  const ratio = setUpMs / bareMs;
  report.addTimed(
    `${name} (limit ${limits[moment]})`,
    `${setUpMs.toFixed(0)} ms, bare pages ${bareMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (medians of ${runs})`,
    ratio,
    ratio <= limits[moment],
  );
}
const runningMsPerSecond = median(runningTimes.app);
const floorMsPerSecond = median(runningTimes.bare);
const runningRatio = runningMsPerSecond / floorMsPerSecond;
report.addTimed(
  `main thread during a video call (limit ${runningLimit})`,
  `${runningMsPerSecond.toFixed(1)} ms a second, bare pages ${floorMsPerSecond.toFixed(1)} ms, ratio ${runningRatio.toFixed(2)}`,
  runningRatio,
  runningRatio <= runningLimit,
);
report.setExitCode();
process.exit();
