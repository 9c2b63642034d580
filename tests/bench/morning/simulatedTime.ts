interface Timer {
  /** `null` once the timer is cancelled. */
  run: (() => void) | null;
  /** Node's timers have this method. In simulated time it does nothing. */
  unref(): Timer;
}

/**
 * Runs `work` in simulated time. Until the work has ended, this process has another clock: `Date.now`, `setTimeout` and
 * `clearTimeout` are replaced, for our code and for every library alike. The simulated clock stands still while code
 * runs, and then goes on to the next timer. So an hour takes as long as the computations of that hour.
 *
 * Only work whose waits are all timers and promises can run: no network, no files, no threads.
 * @param startAt the time at the beginning, in whole milliseconds since 1970
 * @throws Error if no timer is left although the work has not ended
 */
export async function runInSimulatedTime(startAt: number, work: () => Promise<void>): Promise<void> {
  const realNow = Date.now;
  const realSetTimeout = globalThis.setTimeout;
  const realClearTimeout = globalThis.clearTimeout;
  /** The timers that have not run yet, by the millisecond in which they run. */
  const timers = new Map<number, Timer[]>();
  let now = startAt;
  const setSimulatedTimeout = (
    callback: (...args: unknown[]) => void,
    delayMs = 0,
    ...args: unknown[]
  ): Timer => {
    const timer: Timer = { run: () => callback(...args), unref: () => timer };
    // Like Node, which waits for 1 ms at least.
    const at = now + Math.max(1, Math.ceil(delayMs));
    const simultaneous = timers.get(at);
    if (simultaneous) simultaneous.push(timer);
    else timers.set(at, [timer]);
    return timer;
  };
  Date.now = () => now;
  globalThis.setTimeout = setSimulatedTimeout as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((timer?: Timer) => {
    if (timer) timer.run = null;
  }) as typeof clearTimeout;
  try {
    const state = { hasEnded: false };
    const whenEnded = work().finally(() => (state.hasEnded = true));
    // `whenEnded` is awaited below. Until then, a rejection must not end the process.
    whenEnded.catch(() => {});
    await runPromises();
    while (!state.hasEnded) {
      if (timers.size === 0) throw new Error('The simulated work waits for something that is no timer.');
      now += 1;
      const dueTimers = timers.get(now) ?? [];
      timers.delete(now);
      for (const timer of dueTimers) {
        if (!timer.run || state.hasEnded) continue;
        timer.run();
        await runPromises();
      }
    }
    await whenEnded;
  } finally {
    Date.now = realNow;
    globalThis.setTimeout = realSetTimeout;
    globalThis.clearTimeout = realClearTimeout;
  }
}

/** Waits until all promises have run that can run without a timer. */
const runPromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
