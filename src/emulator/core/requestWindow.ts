/**
 * Creates a function that limits the rate of requests. If the last `seconds` already contain `requests` requests, it returns
 * the seconds until there is room for the next one. Otherwise, it counts the request, and returns `null`.
 */
export function createRequestWindow(now: () => number) {
  /** The times of the counted requests, in milliseconds since 1970, oldest first. */
  let times: number[] = [];
  return ({ requests, seconds }: { requests: number; seconds: number }): number | null => {
    times = times.filter((time) => time > now() - seconds * 1000);
    // If the window contains `requests` requests, it is full until the oldest of these leaves it.
    const blockingTime = times.at(-requests);
    if (blockingTime !== undefined)
      return Math.max(1, Math.ceil((blockingTime + seconds * 1000 - now()) / 1000));
    times.push(now());
    return null;
  };
}
