import type { Unsubscribe } from '../sdk/listen.ts';

/** What the browser knows about the network. */
export interface NetworkState {
  readonly isOnline: () => boolean;
  /** Calls `listener` when the device goes online or offline. */
  readonly watch: (listener: () => void) => Unsubscribe;
}

export const browserNetwork: NetworkState = {
  isOnline: () => navigator.onLine,
  watch(listener) {
    addEventListener('online', listener);
    addEventListener('offline', listener);
    return () => {
      removeEventListener('online', listener);
      removeEventListener('offline', listener);
    };
  },
};

/**
 * Shortest wait before an attempt, in milliseconds. No document says that a disconnected agent reconnects by itself. But
 * agents do so, and most of them within this time.
 */
const shortestDelayMs = 500;
/** Milliseconds of random delay, at most, before the first attempt. The limit doubles with each failed attempt. */
const firstDelayMs = 1_000;
/** Milliseconds of random delay, at most, before any attempt. */
const longestDelayMs = 30_000;

/**
 * Computes the milliseconds to wait before an attempt: exponential backoff with full jitter. After an outage of the
 * service, its clients must not all return in the same second, so the delay is random.
 * @param failedAttempts how many attempts have failed
 */
export const computeRetryDelayMs = (failedAttempts: number): number =>
  shortestDelayMs + Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** failedAttempts);

/** Creates a wait that can be cut short. Only one wait may run at a time. */
export function createPause() {
  let endWait = () => {};
  return {
    /**
     * @param longestMs longest wait in milliseconds; `null` waits until `cutShort` is called
     * @returns whether the whole time has passed
     */
    wait: (longestMs: number | null): Promise<boolean> =>
      new Promise((resolve) => {
        const timer = longestMs === null ? undefined : setTimeout(resolve, longestMs, true);
        endWait = () => {
          clearTimeout(timer);
          resolve(false);
        };
      }),
    cutShort: () => endWait(),
  };
}
