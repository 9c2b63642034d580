import { builtOrigin, emulatedBuild, startSystem } from '../support/system.ts';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp } from '../support/buildApp.ts';
import { openAppPages } from './appPages.ts';
import { openBarePages } from './barePages.ts';
import { pauseBetweenCallsMs, toDurations, type CallSubject, type SetUpDurations } from './callSubject.ts';
import { openDropInSdk } from './dropInSdk.ts';
import { LimitReport, median } from './limits.ts';
import { MainThreadClock } from './mainThread.ts';
import { readBenchOptions } from './options.ts';
import { readDescriptionTime, recordDescription } from './sentDescription.ts';

/**
 * The program of `npm run bench:call`. It measures how long it takes to set up a call that the callee accepts at once:
 * - with the drop-in SDK (the emulator's replacement for the Calling SDK) alone, from `startCall` until both sides are
 *   Connected
 * - with the whole app, from the click on *Video call* until both sides show *Connected*
 *
 * In both cases it also measures the time until both sides have decoded the first remote frame. In the same run, in turn with
 * these calls, two bare pages call each other, which use WebRTC without any SDK. A limit is the largest allowed ratio: the time
 * of the SDK or app, divided by the time of the bare pages.
 *
 * During the last calls it measures how much processor time the main threads of the app need each second, beside those of the SDK
 * alone and of the bare pages. With `--explain` it also prints the steps of the set-up.
 */
const { smoke, explain } = readBenchOptions(['explain']);
const limits = { connected: 2, firstFrame: 3 } as const;
/** The main threads of the app may need this many times the processor time of the bare pages. */
const runningLimit = 1.5;
/** Calls of each kind. */
const runs = smoke ? 1 : 15;
/** The first calls compile code and open the devices for the first time. They do not count. */
const warmUpRuns = smoke ? 0 : 2;
const runningMs = smoke ? 1_000 : 10_000;

buildEmulatedApp(emulatedBuild, builtOrigin);
const system = await startSystem();
const browser = await launchChromium();
const subjects: Record<'bare' | 'drop-in' | 'app', CallSubject> = {
  bare: await openBarePages(browser),
  'drop-in': await openDropInSdk(),
  app: await openAppPages(browser, system.url),
};
const names = Object.keys(subjects) as (keyof typeof subjects)[];
const collect = <Value>(): Record<(typeof names)[number], Value[]> => ({ bare: [], 'drop-in': [], app: [] });

/** What `--explain` prints: when each side sent its session description, and the processor time of each side's main thread. */
const stepNames = [
  'the caller sends the offer',
  'the callee sends the answer',
  'main thread of the caller',
  'main thread of the callee',
] as const;

/** Sets up a call. @returns how long it took and, with `--explain`, the milliseconds of each of `stepNames` */
async function setUpCall(subject: CallSubject): Promise<{ durations: SetUpDurations; steps: number[] }> {
  if (!explain) return { durations: toDurations(await subject.startCall()), steps: [] };
  const pages = [subject.caller, subject.callee];
  const clocks = await Promise.all(pages.map((page) => MainThreadClock.start(page)));
  const readClocks = () => Promise.all(clocks.map((clock) => clock.readMs()));
  await Promise.all(pages.map(recordDescription));
  const usedBefore = await readClocks();
  const times = await subject.startCall();
  const usedAfter = await readClocks();
  const sentAt = await Promise.all(pages.map(readDescriptionTime));
  return {
    durations: toDurations(times),
    steps: [
      ...sentAt.map((time) => time - times.startedAt),
      ...usedAfter.map((ms, side) => ms - (usedBefore[side] ?? Number.NaN)),
    ],
  };
}

/** @returns the processor time of the main thread in a second of a running call, in milliseconds; the mean of both sides */
async function measureRunningCall({ caller, callee }: CallSubject): Promise<number> {
  const clocks = await Promise.all([caller, callee].map((page) => MainThreadClock.start(page)));
  const readSum = async () =>
    (await Promise.all(clocks.map((clock) => clock.readMs()))).reduce((sum, ms) => sum + ms);
  await caller.waitForTimeout(2_000);
  const before = await readSum();
  await caller.waitForTimeout(runningMs);
  return ((await readSum()) - before) / 2 / (runningMs / 1_000);
}

const durations = collect<SetUpDurations>();
const steps = collect<number[]>();
const runningTimes = collect<number>();
for (let run = -warmUpRuns; run < runs; run += 1) {
  for (const name of names) {
    const subject = subjects[name];
    const measured = await setUpCall(subject);
    if (run >= 0) {
      durations[name].push(measured.durations);
      steps[name].push(measured.steps);
    }
    if (run >= runs - 3) {
      // The app shows the user's own video. While the call is set up, the bare pages do without it, to be as fast as possible.
      for (const page of [subject.caller, subject.callee])
        if (name === 'bare') await page.evaluate('showOwnVideo()');
      runningTimes[name].push(await measureRunningCall(subject));
    }
    await subject.endCall();
    await subject.caller.waitForTimeout(pauseBetweenCallsMs);
  }
}
for (const subject of Object.values(subjects)) await subject.close();
await browser.close();
await system.close();

if (explain) {
  console.log(['ms since the press'.padEnd(30), ...names.map((name) => name.padStart(9))].join(''));
  for (const [index, step] of stepNames.entries()) {
    const figures = names.map((name) => median(steps[name].flatMap((call) => call[index] ?? [])).toFixed(0));
    console.log([step.padEnd(30), ...figures.map((figure) => figure.padStart(9))].join(''));
  }
}
const report = new LimitReport(38, smoke);
for (const name of ['drop-in', 'app'] as const) {
  for (const moment of ['connected', 'firstFrame'] as const) {
    const setUpMs = median(durations[name].map((result) => result[moment]));
    const bareMs = median(durations.bare.map((result) => result[moment]));
    const ratio = setUpMs / bareMs;
    report.addTimed(
      `${name}: ${moment === 'connected' ? 'both sides are connected' : 'both have a remote frame'}`,
      `${setUpMs.toFixed(0)} ms, bare pages ${bareMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (limit ${limits[moment]}; medians of ${runs})`,
      ratio,
      ratio <= limits[moment],
    );
  }
}
const runningMsPerSecond = median(runningTimes.app);
const floorMsPerSecond = median(runningTimes.bare);
const runningRatio = runningMsPerSecond / floorMsPerSecond;
report.addTimed(
  'app: main thread during a video call',
  `${runningMsPerSecond.toFixed(1)} ms a second, bare pages ${floorMsPerSecond.toFixed(1)} ms, the drop-in SDK alone ${median(runningTimes['drop-in']).toFixed(1)} ms, ratio to bare ${runningRatio.toFixed(2)} (limit ${runningLimit})`,
  runningRatio,
  runningRatio <= runningLimit,
);
report.setExitCode();
process.exit();
