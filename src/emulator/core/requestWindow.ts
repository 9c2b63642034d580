/**
 * Creates a function that limits the rate of requests. It returns `null` and counts the request; or, if the last `seconds`
 * contain `requests` requests already, the seconds until there is room for the next one.
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
