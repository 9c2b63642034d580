/** Milliseconds of the period in which ACS counts. */
const periodMs = 30_000;

/**
 * Creates the counter of a simulated ACS resource. It counts every request of the last 30 s exactly, also those that it
 * refuses.
 *
 * @param quota the number of requests in any 30 s
 * @returns the function that counts a request, and tells whether the resource refuses it
 */
export function createSlidingWindow(quota: number): (now: number) => boolean {
  /** The times of the last requests, as a ring: the oldest one is at `oldest`. */
  const times = new Float64Array(quota).fill(-Infinity);
  let oldest = 0;
  return (now) => {
    const isRefused = (times[oldest] ?? 0) > now - periodMs;
    times[oldest] = now;
    oldest = (oldest + 1) % quota;
    return isRefused;
  };
}
