interface Timer {
  readonly at: number;
  readonly order: number;
  run: (() => void) | null;
  /** Node's timers have this method. In simulated time it does nothing. */
  unref(): Timer;
}

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** The timers that have not run yet, as a binary heap with the earliest timer first. */
class TimerHeap {
  private readonly timers: Timer[] = [];

  push(timer: Timer): void {
    const { timers } = this;
    let index = timers.length;
    timers.push(timer);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = timers[parentIndex];
      if (!parent || !isBefore(timer, parent)) break;
      timers[index] = parent;
      index = parentIndex;
    }
    timers[index] = timer;
  }

  pop(): Timer | undefined {
    const { timers } = this;
    const first = timers[0];
    const last = timers.pop();
    if (!last || timers.length === 0) return first;
    let index = 0;
    for (;;) {
      let childIndex = 2 * index + 1;
      const [left, right] = [timers[childIndex], timers[childIndex + 1]];
      if (!left) break;
      if (right && isBefore(right, left)) childIndex += 1;
      const child = timers[childIndex];
      if (!child || !isBefore(child, last)) break;
      timers[index] = child;
      index = childIndex;
    }
    timers[index] = last;
    return first;
  }
}

/**
 * Runs `work` in simulated time. Until the work has ended, this process has another clock: `Date.now`, `setTimeout` and
 * `clearTimeout` are replaced, for our code and for every library alike. The simulated clock stands still while code
 * runs, and then jumps to the next timer. So an hour takes as long as the computations of that hour.
 *
 * Only work whose waits are all timers and promises can run: no network, no files, no threads.
 * @param startAt the time at the beginning, in milliseconds since 1970
 * @returns what `work` returns
 * @throws Error if no timer is left although the work has not ended
 */
export async function runInSimulatedTime<Result>(
  startAt: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const realNow = Date.now;
  const realSetTimeout = globalThis.setTimeout;
  const realClearTimeout = globalThis.clearTimeout;
  const heap = new TimerHeap();
  let now = startAt;
  let order = 0;
  const setSimulatedTimeout = (
    callback: (...args: unknown[]) => void,
    delayMs = 0,
    ...args: unknown[]
  ): Timer => {
    order += 1;
    const timer: Timer = {
      // Like Node, which waits for 1 ms at least.
      at: now + Math.max(1, delayMs),
      order,
      run: () => callback(...args),
      unref: () => timer,
    };
    heap.push(timer);
    return timer;
  };
  Date.now = () => now;
  globalThis.setTimeout = setSimulatedTimeout as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((timer?: Timer) => {
    if (timer) timer.run = null;
  }) as typeof clearTimeout;
  try {
    const state = { hasEnded: false };
    const result = work().finally(() => (state.hasEnded = true));
    // The result is awaited below. Until then, a rejection must not end the process.
    result.catch(() => {});
    await runPromises();
    while (!state.hasEnded) {
      const timer = heap.pop();
      if (!timer) throw new Error('The simulated work waits for something that is no timer.');
      if (!timer.run) continue;
      now = Math.max(now, timer.at);
      timer.run();
      await runPromises();
    }
    return await result;
  } finally {
    Date.now = realNow;
    globalThis.setTimeout = realSetTimeout;
    globalThis.clearTimeout = realClearTimeout;
  }
}

/** Waits until all promises have run that can run without a timer. */
const runPromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
