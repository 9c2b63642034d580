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

/** Some agents reconnect by themselves, which is not documented. Most of them do so within this time. */
const shortestDelayMs = 500;
const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/**
 * Milliseconds to wait before an attempt: exponential backoff with full jitter, so that the clients of a service that was
 * down do not all return in the same second.
 * @param attempt how many attempts have failed
 */
export const retryDelayMs = (attempt: number): number =>
  shortestDelayMs + Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt);

/** A wait that can be cut short. Only one wait may run at a time. */
export function createPause() {
  let wake = () => {};
  return {
    /**
     * @param ms `null` waits until `cutShort` is called
     * @returns whether the whole time has passed
     */
    wait: (ms: number | null): Promise<boolean> =>
      new Promise((resolve) => {
        const timer = ms === null ? undefined : setTimeout(resolve, ms, true);
        wake = () => {
          clearTimeout(timer);
          resolve(false);
        };
      }),
    cutShort: () => wake(),
  };
}
