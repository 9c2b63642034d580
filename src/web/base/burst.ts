export interface Burst {
  /** Runs the work once, after all code that runs now: however often this is called until then. */
  readonly soon: () => void;
  /** Runs the work at once, instead of what `soon` has planned. */
  readonly now: () => void;
}

/** Several events in a row are a burst. They lead to one run of `work`, in a microtask. */
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
