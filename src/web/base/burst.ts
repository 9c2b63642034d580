export interface Burst {
  /** Runs the work in a microtask. Further calls before that microtask change nothing. */
  readonly soon: () => void;
  /** Runs the work at once, and cancels a run that is already planned. */
  readonly now: () => void;
}

/** Runs `work` only once for a burst of events, which follow each other in one task. */
export function createBurst(work: () => void): Burst {
  let isPlanned = false;
  const runWork = () => {
    isPlanned = false;
    work();
  };
  return {
    soon() {
      if (isPlanned) return;
      isPlanned = true;
      queueMicrotask(() => {
        if (isPlanned) runWork();
      });
    },
    now: runWork,
  };
}
