export interface Burst {
  /** Plans one run of the work, in a microtask. Further calls until then change nothing. */
  readonly soon: () => void;
  /** Runs the work at once, instead of the run that `soon` has planned. */
  readonly now: () => void;
}

/** Makes a burst of events, which follow each other in one task, lead to one run of `work`. */
export function createBurst(work: () => void): Burst {
  let isPlanned = false;
  const now = () => {
    isPlanned = false;
    work();
  };
  return {
    soon() {
      if (isPlanned) return;
      isPlanned = true;
      queueMicrotask(() => {
        if (isPlanned) now();
      });
    },
    now,
  };
}
