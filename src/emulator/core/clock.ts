/** The emulator's clock. It runs as the system's, and can be moved forward. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs a function once. @param ms milliseconds of this clock. @returns the function that cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Moves the clock forward, and runs all timers that become due, in order. @param ms not negative. */
  advance(ms: number): void;
  /** @returns milliseconds by which the clock has been moved forward. */
  ahead(): number;
  /** Cancels all timers. */
  stop(): void;
}

/** `setTimeout` takes a signed 32-bit number. A token may live longer than that. */
const maxTimeoutMs = 2 ** 31 - 1;

interface Timer {
  readonly due: number;
  readonly run: () => void;
  handle: NodeJS.Timeout;
}

/** @param base the clock that this one is ahead of, in milliseconds since 1970. */
export function createClock(base: () => number = Date.now): Clock {
  const timers = new Set<Timer>();
  let ahead = 0;
  const now = () => base() + ahead;
  const fire = (timer: Timer) => {
    clearTimeout(timer.handle);
    if (timers.delete(timer)) timer.run();
  };
  const next = (by: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.due <= by && !(first && first.due <= timer.due)) first = timer;
    return first;
  };

  return {
    now,
    ahead: () => ahead,
    after(ms, run) {
      const wait = Math.min(maxTimeoutMs, Math.max(0, ms));
      const timer: Timer = { due: now() + wait, run, handle: setTimeout(() => fire(timer), wait) };
      timers.add(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    stop() {
      for (const { handle } of timers) clearTimeout(handle);
      timers.clear();
    },
    advance(ms) {
      const [target, reached] = [now() + ms, ahead + ms];
      for (let timer = next(target); timer; timer = next(target)) {
        ahead += Math.max(0, timer.due - now());
        fire(timer);
      }
      ahead = reached;
      // The timers that are left must now fire earlier than they were set for.
      for (const timer of timers) {
        clearTimeout(timer.handle);
        timer.handle = setTimeout(() => fire(timer), Math.min(maxTimeoutMs, Math.max(0, timer.due - now())));
      }
    },
  };
}
