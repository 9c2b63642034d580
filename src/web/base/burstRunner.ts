export interface BurstRunner {
  /** Runs the work in a microtask. Further calls before that microtask change nothing. */
  readonly runSoon: () => void;
  /** Runs the work at once, and cancels a run that is already planned. */
  readonly runNow: () => void;
}

/** Creates a runner that runs `work` only once for a burst of events (several events in one task). */
export function createBurstRunner(work: () => void): BurstRunner {
  let isPlanned = false;
  const runWork = () => {
    isPlanned = false;
    work();
  };
  return {
    runSoon() {
      if (isPlanned) return;
      isPlanned = true;
      queueMicrotask(() => {
        if (isPlanned) runWork();
      });
    },
    runNow: runWork,
  };
}
