import type { Readable } from './store.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time in milliseconds since 1970. Each second, all listeners run in one task, so that all running times change together. */
export const secondClock: Readable<number> = {
  get: () => Date.now(),
  subscribe(listener) {
    listeners.add(listener);
    timer ??= setInterval(() => {
      for (const run of listeners) run();
    }, 1_000);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  },
};
