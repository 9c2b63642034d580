import type { Readable } from './store.ts';

const listeners = new Set<() => void>();
const tickMs = 1_000;
let timer: ReturnType<typeof setInterval> | undefined;
let tickedAt = 0;

/**
 * The time in milliseconds since 1970. Each second, all listeners run in one task, so that all running times change together. Until
 * then the time stands still: a running time that React renders between two ticks must not be a second ahead of the others.
 */
export const secondClock: Readable<number> = {
  get() {
    const now = Date.now();
    const isCurrent = timer !== undefined && now >= tickedAt && now < tickedAt + tickMs;
    return isCurrent ? tickedAt : now;
  },
  subscribe(listener) {
    listeners.add(listener);
    if (timer === undefined) {
      tickedAt = Date.now();
      timer = setInterval(() => {
        tickedAt = Date.now();
        for (const run of listeners) run();
      }, tickMs);
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  },
};
