/** A run that begins within this time after the last one belongs to the same series. */
const seriesGapMs = 50;
/** A longer series of runs is a flood. */
const maxSeriesLength = 20;
const floodPauseMs = 100;

/**
 * Creates a runner that runs `work` only once for a burst of events (several events in one task).
 *
 * When 350 participants join, each join is an event in a task of its own: a flood. During a flood, the work runs ten times a
 * second. Otherwise the page would render after each event, and an answer that the user waits for, such as the names of these
 * participants, would come after all events. The runner recognizes a flood by the short gaps between runs, because the number of
 * events in a second depends on the processor.
 */
export function createBurstRunner(work: () => void) {
  let isPlanned = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // On the clock of `performance`, which goes on evenly when the computer's time is changed.
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
