export interface BurstRunner {
  /** Runs the work in a microtask. Further calls before that microtask change nothing. During a flood it runs the work later. */
  readonly runSoon: () => void;
  /** Runs the work at once, and cancels a run that is already planned. */
  readonly runNow: () => void;
}

/** In ms. */
const floodWindowMs = 100;
/** With more runs than this in `floodWindowMs`, the bursts are a flood. */
const maxRunsInWindow = 20;

/**
 * Creates a runner that runs `work` only once for a burst of events (several events in one task).
 *
 * Bursts may be a flood: when 350 participants join, each join is an event in a task of its own. During a flood the work runs
 * every 100 ms, for all bursts since then. Otherwise the page would render after each event, and an answer that the user waits
 * for, such as the names of these participants, would come after all events.
 */
export function createBurstRunner(work: () => void): BurstRunner {
  let isPlanned = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the present window began. The clock is monotonic, so that a change of the computer's time does not matter. */
  let windowStartedAt = Number.NEGATIVE_INFINITY;
  let runCount = 0;

  const startWindow = (firstCount: number) => {
    windowStartedAt = performance.now();
    runCount = firstCount;
  };
  const run = () => {
    isPlanned = false;
    clearTimeout(timer);
    if (performance.now() - windowStartedAt >= floodWindowMs) startWindow(0);
    runCount += 1;
    work();
  };
  const runInMicrotask = () => {
    if (isPlanned) run();
  };
  const runInFlood = () => {
    // The flood goes on until a whole window passes without an event.
    startWindow(maxRunsInWindow);
    run();
  };

  return {
    runSoon() {
      if (isPlanned) return;
      isPlanned = true;
      const msLeft = windowStartedAt + floodWindowMs - performance.now();
      if (runCount >= maxRunsInWindow && msLeft > 0) timer = setTimeout(runInFlood, msLeft);
      else queueMicrotask(runInMicrotask);
    },
    runNow: run,
  };
}
