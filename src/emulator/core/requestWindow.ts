/**
 * Creates a function that counts a request, and returns `null`, if fewer than `requests` were counted in the last `seconds`.
 * Otherwise, the function counts nothing, and returns after how many seconds the next request is allowed.
 */
export function createRequestWindow(now: () => number) {
  /** The times of the counted requests, in milliseconds since 1970, oldest first. */
  let times: number[] = [];
  return ({ requests, seconds }: { requests: number; seconds: number }): number | null => {
    times = times.filter((time) => time > now() - seconds * 1000);
    // The next request is allowed when this one is older than the window; `undefined` if the window is not full.
    const blockingTime = times.at(-requests);
    if (blockingTime !== undefined)
      return Math.max(1, Math.ceil((blockingTime + seconds * 1000 - now()) / 1000));
    times.push(now());
    return null;
  };
}
