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
