/** Time as the emulator tells it: it goes by as everywhere, and can be moved forward. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs something once, later. @param ms as this clock counts them. @returns what calls it off. */
  after(ms: number, run: () => void): () => void;
  /** Moves forward; what falls due on the way runs now, in order, each at its own time. @param ms not negative. */
  advance(ms: number): void;
  /** By how many milliseconds it has been moved forward. */
  ahead(): number;
  /** Nothing runs any more. */
  stop(): void;
}

/** `setTimeout` counts in a signed 32-bit number; a token may live longer. */
const longest = 2 ** 31 - 1;

interface Timer {
  readonly due: number;
  readonly run: () => void;
  handle: NodeJS.Timeout;
}

/** @param base the time that goes by by itself, in milliseconds since 1970. */
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
      const wait = Math.min(longest, Math.max(0, ms));
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
      // The rest falls due sooner than its timers were set for.
      for (const timer of timers) {
        clearTimeout(timer.handle);
        timer.handle = setTimeout(() => fire(timer), Math.min(longest, Math.max(0, timer.due - now())));
      }
    },
  };
}
