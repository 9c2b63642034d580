/** Counts requests in a sliding window. @returns the seconds until a refused request has room again; `null` if it has. */
export function createRequestWindow(now: () => number) {
  /** The times of the counted requests, in milliseconds since 1970, oldest first. */
  let times: number[] = [];
  return ({ requests, seconds }: { requests: number; seconds: number }): number | null => {
    times = times.filter((time) => time > now() - seconds * 1000);
    // If the window contains `requests` requests, it is full until the oldest of these leaves it.
    const oldestCountedTime = times[times.length - requests];
    if (oldestCountedTime !== undefined)
      return Math.max(1, Math.ceil((oldestCountedTime + seconds * 1000 - now()) / 1000));
    times.push(now());
    return null;
  };
}
