import { asReadable, createStore } from '../base/store.ts';

/** The part of `navigator.locks` that this file uses. Old browsers, and pages without HTTPS, have no locks. */
type Locks = Pick<LockManager, 'request'>;

/** `wait`: this tab wants the headset once no other tab wants it. `take`: this tab has the live call, so it gets the headset at once. */
export type HeadsetNeed = 'none' | 'wait' | 'take';

/**
 * Lets the user's tabs compete for the right to use the headset, because two tabs would switch its lights differently, and both
 * would obey its buttons. The tab that holds a Web Lock has the right. Without locks, every tab has it.
 * @param name the lock's name, which contains the user's id
 */
export function joinHeadsetRight(name: string, locks: Locks | null = globalThis.navigator?.locks ?? null) {
  const hasRight = createStore(locks === null);
  let need: HeadsetNeed = 'none';
  /** The request that got the lock, and the function that gives the lock up; `null` while this tab does not hold it. */
  let grant: { readonly request: LockOptions; readonly release: () => void } | null = null;
  /** Aborts the request that waits for the lock; `null` if none waits. */
  let waitingRequest: AbortController | null = null;
  let areLocksForbidden = false;

  const release = () => {
    grant?.release();
    grant = null;
    hasRight.set(false);
  };
  const stopWaiting = () => {
    waitingRequest?.abort();
    waitingRequest = null;
  };
  const requestLock = async (request: LockOptions): Promise<void> => {
    /** Runs when the browser gives this tab the lock. The tab holds the lock until the returned promise resolves. */
    const holdLock = (): Promise<void> | undefined => {
      waitingRequest = null;
      if (need === 'none') return undefined;
      const held = new Promise<void>((resolve) => (grant = { request, release: resolve }));
      hasRight.set(true);
      return held;
    };
    try {
      await locks?.request(name, request, holdLock);
    } catch (cause) {
      const isAborted = cause instanceof DOMException && cause.name === 'AbortError';
      if (!isAborted) {
        // The browser forbids locks on this page.
        areLocksForbidden = true;
        return hasRight.set(true);
      }
      // Another tab has taken the lock from this tab.
      if (grant?.request === request) release();
    }
    // If this tab has aborted the request, it has already decided what to do instead.
    const mustWait = !request.signal?.aborted && need !== 'none' && grant === null && waitingRequest === null;
    if (mustWait) waitForLock();
    return undefined;
  };
  const waitForLock = (): void => {
    waitingRequest = new AbortController();
    void requestLock({ signal: waitingRequest.signal });
  };

  return {
    hasRight: asReadable(hasRight),
    /** Must be called when this tab begins or ceases to need the headset. */
    setNeed(nextNeed: HeadsetNeed): void {
      if (!locks || areLocksForbidden || nextNeed === need) return;
      need = nextNeed;
      if (need === 'none') {
        stopWaiting();
        release();
      } else if (grant === null && need === 'take') {
        stopWaiting();
        void requestLock({ steal: true });
      } else if (grant === null && waitingRequest === null) waitForLock();
    },
  };
}
