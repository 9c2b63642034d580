/** In ms. A run that begins this soon after the last one belongs to the same series. */
const seriesGapMs = 50;
/** A series of more runs is a flood. */
const maxSeriesLength = 20;
const floodPauseMs = 100;

/**
 * Creates a runner that runs `work` only once for a burst of events (several events in one task).
 *
 * When 350 participants join, each join is an event in a task of its own: a flood of bursts. During a flood the work runs
 * every 100 ms. Otherwise the page would render after each event, and an answer that the user waits for, such as the names of
 * these participants, would come after all events. The gaps between runs tell a flood, because a slow processor handles fewer
 * events in a second.
 */
export function createBurstRunner(work: () => void) {
  let isPlanned = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // On a monotonic clock, so that a change of the computer's time does not matter.
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
      const ms = performance.now() - lastRunAt;
      if (ms >= (isFlood ? floodPauseMs : seriesGapMs)) seriesLength = 0;
      else if (isFlood) return void (timer = setTimeout(run, floodPauseMs - ms));
      queueMicrotask(runIfPlanned);
    },
    /** Runs the work at once, and cancels a run that is already planned. */
    runNow: run,
  };
}
