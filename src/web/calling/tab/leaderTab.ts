import { createStore, type Readable } from '../../base/store.ts';

/** Calls ring only in the `leader` tab. `unknown`: the browser has not answered this tab's first request for the lock yet. */
type TabStatus = 'unknown' | 'leader' | 'other';

export interface TabLeadership {
  readonly status: Readable<TabStatus>;
  /** Makes this tab the leader tab. Calls in progress stay in their tabs. */
  readonly takeOver: () => void;
  /** Gives up the lock. The tab that has waited longest becomes the leader tab. */
  readonly close: () => void;
}

/** The part of `navigator.locks` that this file uses. Old browsers, and pages without HTTPS, have no locks. */
type Locks = Pick<LockManager, 'request'>;

/**
 * Makes this tab compete with the user's other tabs to be the leader tab: the tab that holds a Web Lock. Without locks, every
 * tab is a leader tab.
 * @param oid Entra object id of the user
 * @see https://developer.mozilla.org/docs/Web/API/LockManager/request
 */
export function joinLeaderElection(
  oid: string,
  locks: Locks | null = globalThis.navigator?.locks ?? null,
): TabLeadership {
  const lockName = `switchboard.phone.${oid}`;
  const status = createStore<TabStatus>(locks ? 'unknown' : 'leader');
  let releaseLock = () => {};
  /** Aborts the request of this tab that waits for the lock; `null` if no request waits. */
  let waitingRequest: AbortController | null = null;
  let isTakingOver = false;
  let isClosed = false;

  /** Runs when the browser grants the lock, which this tab then holds until the returned promise resolves. */
  const holdLock = (lock: Lock | null): Promise<void> | undefined => {
    if (!lock || isClosed) return undefined;
    waitingRequest = null;
    isTakingOver = false;
    status.set('leader');
    return new Promise((resolve) => {
      releaseLock = resolve;
    });
  };

  /** Requests the lock, and waits for it whenever another tab has it. Resolves when this tab gives up the lock or its request. */
  const requestLock = async (options: LockOptions): Promise<void> => {
    try {
      await locks?.request(lockName, options, holdLock);
    } catch (cause) {
      // `AbortError`: another tab has taken the lock, or this tab has aborted the request. Any other error: the browser forbids
      // locks on this page.
      if (!isAbortError(cause)) return status.set('leader');
    }
    // `close` or `takeOver` has aborted this request.
    if (isClosed || options.signal?.aborted) return undefined;
    // Another tab has the lock, or has just taken the lock from this tab.
    status.set('other');
    return waitForLock();
  };

  const waitForLock = (): Promise<void> => {
    waitingRequest = new AbortController();
    return requestLock({ signal: waitingRequest.signal });
  };

  if (locks) void requestLock({ ifAvailable: true });
  return {
    status,
    takeOver() {
      if (isClosed || isTakingOver || status.get() !== 'other') return;
      isTakingOver = true;
      waitingRequest?.abort();
      void requestLock({ steal: true });
    },
    close() {
      isClosed = true;
      waitingRequest?.abort();
      releaseLock();
    },
  };
}

const isAbortError = (cause: unknown): boolean =>
  cause instanceof DOMException && cause.name === 'AbortError';
