import { builtOrigin, emulatedBuild, startSystem } from '../support/system.ts';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp } from '../support/buildApp.ts';
import { openAppPages } from './appPages.ts';
import { openBarePages } from './barePages.ts';
import { pauseBetweenCallsMs, toDurations, type CallSubject, type SetUpDurations } from './callSubject.ts';
import { readMoments, recordMoments } from './callMoments.ts';
import { openDropInSdk } from './dropInSdk.ts';
import { createExplainTable, type ExplainedCall } from './explainTable.ts';
import { LimitReport, median } from './limits.ts';
import { MainThreadClock } from './mainThread.ts';
import { readBenchOptions } from './options.ts';

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
 * alone and of the bare pages. With `--explain` it also prints where the time of the set-up goes.
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

/** Sets up a call, and tells where its time went. */
async function explainCall(
  subject: CallSubject,
): Promise<{ durations: SetUpDurations; call: ExplainedCall }> {
  const pages = [subject.caller, subject.callee] as const;
  const clocks = await Promise.all(pages.map((page) => MainThreadClock.start(page)));
  if (explain) await Promise.all(pages.map(recordMoments));
  const usedBefore = await Promise.all(clocks.map((clock) => clock.readMs()));
  const times = await subject.startCall();
  const usedAfter = await Promise.all(clocks.map((clock) => clock.readMs()));
  const moments = explain ? await Promise.all(pages.map(readMoments)) : [{}, {}];
  const explainSide = (side: 'caller' | 'callee', index: number) => ({
    ...Object.fromEntries(
      Object.entries({ ...moments[index], connected: times[side].connected }).map(([name, time]) => [
        name,
        time - times.startedAt,
      ]),
    ),
    'main thread': (usedAfter[index] ?? 0) - (usedBefore[index] ?? 0),
  });
  return {
    durations: toDurations(times),
    call: { caller: explainSide('caller', 0), callee: explainSide('callee', 1) },
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
const calls = collect<ExplainedCall>();
const runningTimes = collect<number>();
for (let run = -warmUpRuns; run < runs; run += 1) {
  for (const name of names) {
    const subject = subjects[name];
    const measured = await explainCall(subject);
    if (run >= 0) {
      durations[name].push(measured.durations);
      calls[name].push(measured.call);
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

if (explain) console.log(`${createExplainTable(calls).join('\n')}\n`);
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
