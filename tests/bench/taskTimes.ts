import type { Page } from 'playwright';

/** An event of a trace. @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** How long the event took, in microseconds. */
  readonly dur?: number;
  /** How much processor time its thread used meanwhile, in microseconds. Other programs do not change it much. */
  readonly tdur?: number;
}

/** The tasks of a page's main thread. Times are in milliseconds. */
export interface TaskTimes {
  /** How many tasks used more than 50 ms of processor time. */
  readonly longTaskCount: number;
  /** The processor time of the task that used most. */
  readonly longestMs: number;
  /** The processor time of all tasks. */
  readonly totalMs: number;
}

const longTaskMs = 50;
/** A mark by which the trace shows which thread is the page's. */
const markName = 'bench-main-thread';

/**
 * Runs a function, and reads from a trace of the browser how much processor time the tasks of the page's main thread used.
 * On a busy machine these times say more than the time on the clock, in which other programs run, too.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Tracing/
 */
export async function measureTasks<Result>(
  page: Page,
  run: () => Promise<Result>,
): Promise<{ result: Result; tasks: TaskTimes }> {
  const client = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['blink.user_timing', 'toplevel'] },
  });
  await page.evaluate((name) => performance.mark(name), markName);
  const result = await run();
  const whenComplete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await whenComplete;
  await client.detach();
  const mark = events.find(({ name }) => name === markName);
  if (!mark) throw new Error('The trace does not show the main thread of the page.');
  const durations = events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === mark.pid && tid === mark.tid)
    .map(({ tdur = 0 }) => tdur / 1000);
  return {
    result,
    tasks: {
      longTaskCount: durations.filter((ms) => ms > longTaskMs).length,
      longestMs: Math.max(0, ...durations),
      totalMs: durations.reduce((sum, ms) => sum + ms, 0),
    },
  };
}
