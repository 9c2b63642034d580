import type { Unsubscribe } from '../sdk/listen.ts';

/** What is used of the browser's knowledge of the network. */
export interface NetworkState {
  readonly isOnline: () => boolean;
  /** Calls back when the device goes online or offline. */
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

/** An agent that comes back by itself, which no document promises, mostly does so within this time. */
const shortestPauseMs = 500;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** Full jitter, so that the clients of a service that was away do not all return in the same second. */
export const pauseMs = (attempt: number): number =>
  shortestPauseMs + Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);

/** One wait at a time, which can be cut short. */
export function createPause() {
  let wake = () => {};
  return {
    /**
     * @param ms `null` waits until it is cut short
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
