import type { Page } from 'playwright';
import { buildEmulatedApp, startSystem } from '../support/system.ts';
import { launchChromium, nameHelperScript } from '../support/browser.ts';
import { openAppPages } from './appPages.ts';
import { openBarePages } from './barePages.ts';
import type { CallSubject } from './callSubject.ts';
import { openDropInSdk } from './dropInSdk.ts';
import { createLimitReport, median } from './limitReport.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench -- call`. It measures how long a call takes until both sides are connected, and until both have a
 * remote video frame. Two bare pages (WebRTC without any SDK), two pages with the drop-in SDK (the emulator's replacement for the
 * Calling SDK) alone, and two pages with the whole app take turns. A limit is the largest allowed ratio to the bare pages.
 *
 * During the last calls it measures how much processor time the main threads need each second. With `--explain` it also prints the
 * steps of the set-up.
 */
const { smoke, explain } = readBenchOptions(['explain']);
const limits = { connected: 1.6, firstFrame: 3 } as const;
/** The main threads of the app may need this many times the processor time of the bare pages. */
const runningLimit = 1.5;
/** Calls of each kind. */
const runs = smoke ? 1 : 15;
/** The first calls compile code and open the devices for the first time. They do not count. */
const warmUpRuns = smoke ? 0 : 2;
const runningMs = smoke ? 1_000 : 10_000;
/** The pause after each call, so that releasing the devices of one call does not slow down the next call. */
const pauseBetweenCallsMs = 300;

buildEmulatedApp();
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

declare global {
  /** Milliseconds since 1970 at which the page first sent a session description; `null` before that. */
  var descriptionSentAt: number | null | undefined;
}

/** Runs in the page: records when the page first sends an offer or an answer. Running it again only forgets the time. */
function watchDescriptions(): void {
  const isWatching = globalThis.descriptionSentAt !== undefined;
  globalThis.descriptionSentAt = null;
  if (isWatching) return;
  // oxlint-disable-next-line typescript/unbound-method -- `watched` calls it with its own socket
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function watched(data) {
    const isDescription = typeof data === 'string' && /"type":"(offer|answer)"/.test(data);
    if (isDescription) globalThis.descriptionSentAt ??= performance.timeOrigin + performance.now();
    send.call(this, data);
  };
}

/** @returns for each page, a function that reads its main thread's processor time since the page began, in milliseconds */
const startMainThreadClocks = (pages: readonly Page[]) =>
  Promise.all(
    pages.map(async (page) => {
      const client = await page.context().newCDPSession(page);
      // https://chromedevtools.github.io/devtools-protocol/tot/Performance/
      await client.send('Performance.enable', { timeDomain: 'threadTicks' });
      return async () => {
        const { metrics } = await client.send('Performance.getMetrics');
        return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
      };
    }),
  );

/** Sets up a call. @returns the milliseconds until the slower side was ready, without those in which nobody can accept */
async function setUpCall(subject: CallSubject) {
  await subject.startCall();
  const sides = await Promise.all([subject.caller, subject.callee].map((page) => subject.readTimes(page)));
  const startedAt = sides[0]?.startedAt ?? Number.NaN;
  const beganAt = startedAt + (sides[1]?.waitedMs ?? 0);
  return {
    startedAt,
    beganAt,
    connected: Math.max(...sides.map(({ connected }) => connected)) - beganAt,
    firstFrame: Math.max(...sides.map(({ firstFrame }) => firstFrame)) - beganAt,
  };
}
type SetUpDurations = Awaited<ReturnType<typeof setUpCall>>;

/** Sets up a call. @returns how long that took, and the milliseconds of each of `stepNames` */
async function explainCall(subject: CallSubject): Promise<[SetUpDurations, number[]]> {
  const pages = [subject.caller, subject.callee];
  const clocks = await startMainThreadClocks(pages);
  const readClocks = () => Promise.all(clocks.map((readMs) => readMs()));
  for (const page of pages) {
    await page.evaluate(nameHelperScript);
    await page.evaluate(watchDescriptions);
  }
  const usedBefore = await readClocks();
  const call = await setUpCall(subject);
  const usedAfter = await readClocks();
  const sentAt = await Promise.all(pages.map((page) => page.evaluate(() => descriptionSentAt ?? Number.NaN)));
  const sentAfterMs = sentAt.map((time, side) => time - (side === 0 ? call.startedAt : call.beganAt));
  const usedMs = usedAfter.map((ms, side) => ms - (usedBefore[side] ?? Number.NaN));
  return [call, [...sentAfterMs, ...usedMs]];
}

/** @returns the processor time of the main thread in a second of a running call, in milliseconds; the mean of both sides */
async function measureRunningCall({ caller, callee }: CallSubject): Promise<number> {
  const clocks = await startMainThreadClocks([caller, callee]);
  const readSum = async () =>
    (await Promise.all(clocks.map((readMs) => readMs()))).reduce((sum, ms) => sum + ms);
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
    const [call, callSteps] = explain ? await explainCall(subject) : [await setUpCall(subject), []];
    if (run >= 0) {
      durations[name].push(call);
      steps[name].push(callSteps);
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
  const printLine = (title: string, cells: readonly string[]) =>
    console.log(title.padEnd(30) + cells.map((cell) => cell.padStart(9)).join(''));
  printLine('ms since the press', names);
  for (const [index, step] of stepNames.entries()) {
    const figures = names.map((name) => median(steps[name].flatMap((call) => call[index] ?? [])).toFixed(0));
    printLine(step, figures);
  }
}
const report = createLimitReport(38, smoke);
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
