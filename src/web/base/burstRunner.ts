/** Runs that follow each other within this time form a series. */
const seriesGapMs = 50;
/** A series with more runs is a flood. */
const maxSeriesLength = 20;
/** The time between two runs in a flood. */
const floodPauseMs = 100;

/**
 * Creates a runner that runs `work` only once for a burst (several events in one task), and ten times a second in a flood, for
 * example when 350 participants join a call, each in a task of its own. If the page rendered after each of them, what the user
 * waits for, such as the participants' names, would come last. The runner recognizes a flood by the short gaps between runs,
 * because the number of events in a second depends on the processor.
 */
export function createBurstRunner(work: () => void) {
  let isPlanned = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // By the clock of `performance`, which ignores changes of the computer's time.
  let lastRunAt = Number.NEGATIVE_INFINITY;
  let seriesLength = 0;

  const run = () => {
    isPlanned = false;
    clearTimeout(timer);
    seriesLength += 1;
    lastRunAt = performance.now();
    work();
  };
  const runIfPlanned = () => {
    if (isPlanned) run();
  };

  return {
    /** Runs the work in a microtask, or later during a flood. Further calls before that run change nothing. */
    runSoon: (): void => {
      if (isPlanned) return;
      isPlanned = true;
      const isFlood = seriesLength >= maxSeriesLength;
      const sinceLastRunMs = performance.now() - lastRunAt;
      const isSeriesOver = sinceLastRunMs >= (isFlood ? floodPauseMs : seriesGapMs);
      if (isSeriesOver) seriesLength = 0;
      if (isFlood && !isSeriesOver) timer = setTimeout(run, floodPauseMs - sinceLastRunMs);
      else queueMicrotask(runIfPlanned);
    },
    /** Runs the work at once, and cancels a run that is already planned. */
    runNow: run,
  };
}
