/** Counts requests in a sliding window of time. */
export interface RequestWindow {
  /**
   * Counts a request, unless the window is full.
   * @returns `null` if the request was counted; otherwise the whole seconds until the window has room again.
   */
  readonly take: (limit: { readonly requests: number; readonly seconds: number }) => number | null;
}

/** @param now returns milliseconds since 1970. */
export function createRequestWindow(now: () => number): RequestWindow {
  /** The times of the counted requests, in milliseconds since 1970, oldest first. */
  let times: number[] = [];
  return {
    take({ requests, seconds }) {
      times = times.filter((time) => time > now() - seconds * 1000);
      // If the window contains `requests` requests, it is full until the oldest of these leaves it.
      const oldestCountedTime = times[times.length - requests];
      if (oldestCountedTime !== undefined)
        return Math.max(1, Math.ceil((oldestCountedTime + seconds * 1000 - now()) / 1000));
      times.push(now());
      return null;
    },
  };
}
