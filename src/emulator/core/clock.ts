/** The emulator's clock. It runs as fast as the system's clock, but a test can move it forward, and reset it. */
export type Clock = ReturnType<typeof createClock>;

/** The longest delay that `setTimeout` accepts, 24.8 days. A longer timer, such as a token's, takes several such delays. */
const maxTimeoutMs = 2 ** 31 - 1;

interface Timer {
  /** The time of this clock at which the timer runs, in milliseconds since 1970. */
  dueAt: number;
  readonly run: () => void;
  handle: NodeJS.Timeout | undefined;
}

/** @param baseClock returns the machine's time, in milliseconds since 1970. */
export function createClock(baseClock: () => number = Date.now) {
  const timers = new Set<Timer>();
  let aheadMs = 0;
  const now = (): number => baseClock() + aheadMs;
  const fire = (timer: Timer) => {
    clearTimeout(timer.handle);
    if (timers.delete(timer)) timer.run();
  };
  const schedule = (timer: Timer) => {
    clearTimeout(timer.handle);
    const remainingMs = Math.max(0, timer.dueAt - now());
    timer.handle =
      remainingMs > maxTimeoutMs
        ? setTimeout(() => schedule(timer), maxTimeoutMs)
        : setTimeout(() => fire(timer), remainingMs);
  };
  /** @returns the earliest timer that is due by `time`. If several are due at once, the one that was set first. */
  const findNextTimer = (time: number): Timer | undefined =>
    [...timers].filter(({ dueAt }) => dueAt <= time).sort((a, b) => a.dueAt - b.dueAt)[0];

  return {
    now,
    /** @returns how many milliseconds the clock is ahead of the machine's. */
    getAheadMs: (): number => aheadMs,
    /** Runs a function once, after this many milliseconds of this clock. @returns a function that cancels the timer. */
    after(delayMs: number, run: () => void): () => void {
      const timer: Timer = { dueAt: now() + Math.max(0, delayMs), run, handle: undefined };
      timers.add(timer);
      schedule(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    stop(): void {
      for (const { handle } of timers) clearTimeout(handle);
      timers.clear();
    },
    /** Sets the clock to the machine's time again. Each timer keeps its remaining delay. */
    reset(): void {
      for (const timer of timers) timer.dueAt -= aheadMs;
      aheadMs = 0;
    },
    /** Moves the clock forward, and runs all timers that become due, in order. @param byMs milliseconds, 0 or more. */
    advance(byMs: number): void {
      const targetTime = now() + byMs;
      const targetAheadMs = aheadMs + byMs;
      // Each timer runs when the clock shows its due time. It may set another timer that is due before the target time.
      for (let timer = findNextTimer(targetTime); timer; timer = findNextTimer(targetTime)) {
        aheadMs += Math.max(0, timer.dueAt - now());
        fire(timer);
      }
      aheadMs = targetAheadMs;
      // `setTimeout` does not know that the clock has moved, so the remaining timers are set again.
      for (const timer of timers) schedule(timer);
    },
  };
}
