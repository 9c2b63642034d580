import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';

/** An event of a trace. @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** How much processor time its thread used meanwhile, in microseconds. Other programs do not change it much. */
  readonly tdur?: number;
}

const longTaskMs = 50;
/** A mark by which the trace shows which thread is the page's. */
const markName = 'bench-main-thread';

/**
 * Runs a function, and reads from a trace of the browser how much processor time the tasks of the page's main thread used.
 * On a busy machine these times say more than the time on the clock, in which other programs run, too.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Tracing/
 */
export async function measureTasks<Result>(page: Page, run: () => Promise<Result>) {
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
      /** How many tasks used more than 50 ms of processor time. */
      longTaskCount: durations.filter((ms) => ms > longTaskMs).length,
      /** The processor time of the task that used most. */
      longestMs: Math.max(0, ...durations),
      /** The processor time of all tasks. */
      totalMs: durations.reduce((sum, ms) => sum + ms, 0),
    },
  };
}

type TaskTimes = Awaited<ReturnType<typeof measureTasks>>['tasks'];

/** @returns the figures of the tasks as a text, with the processor time of a second of `ms` */
export const describeTasks = ({ longTaskCount, longestMs, totalMs }: TaskTimes, ms: number): string =>
  `${longTaskCount}, longest ${longestMs.toFixed(0)} ms, ${((totalMs / ms) * 1000).toFixed(0)} ms/s`;

/** Presses a button. @returns the milliseconds from the press to the frame that shows an element */
const measureTimeUntilShown = (page: Page, button: string, result: string): Promise<number> =>
  page.evaluate(
    async ([buttonSelector, resultSelector]) => {
      const pressed = document.querySelector<HTMLElement>(buttonSelector);
      if (!pressed) throw new Error(`There is no ${buttonSelector}.`);
      const pressedAt = performance.now();
      pressed.click();
      while (!document.querySelector(resultSelector))
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
      // The message arrives after the browser has drawn the frame.
      await new Promise((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', resolve, { once: true });
          port1.start();
          port2.postMessage(null);
        });
      });
      return performance.now() - pressedAt;
    },
    [button, result] as const,
  );

/** Within this time after a list shows, its last rows are rendered, and their names and photos requested. In ms. */
const settleMs = 500;

/**
 * Opens a list after the page has become quiet. Times are in ms.
 * @param open selector of the button. @param row selector of the rows
 */
export async function measureOpening(page: Page, open: string, row: string) {
  await wait(2_000);
  const { result: clockMs, tasks } = await measureTasks(page, () => measureTimeUntilShown(page, open, row));
  const { tasks: laterTasks } = await measureTasks(page, () => wait(settleMs));
  return {
    /** From the press until the list shows, on the clock. */
    clockMs,
    /** The processor time of the page's main thread until the list shows. */
    processorMs: tasks.totalMs,
    /** The processor time of the longest task, also after the list shows. */
    longestMs: Math.max(tasks.longestMs, laterTasks.longestMs),
    longTaskCount: tasks.longTaskCount + laterTasks.longTaskCount,
  };
}

/**
 * Lets a crowd join the meeting while the processor is four times slower.
 * @returns the time from when the page shows that everyone is there until all tiles have names, in ms on the clock
 */
export async function measureNamesAfterJoin(page: Page, join: () => Promise<unknown>): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const joined = join();
  await page.getByRole('button', { name: /^\+334 Show all people$/ }).waitFor({ timeout: 60_000 });
  await joined;
  const shownAt = performance.now();
  const haveNames = () =>
    [...document.querySelectorAll('[data-tile] bdi')].every((name) => !name.textContent.includes('cd000000'));
  await page.waitForFunction(haveNames, null, { polling: 'raf' });
  const namesMs = performance.now() - shownAt;
  await client.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await client.detach();
  return namesMs;
}
