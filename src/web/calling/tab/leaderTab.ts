import { asReadable, createStore } from '../../base/store.ts';

/** Calls ring only in the `leader` tab. `unknown`: the browser has not yet said whether this tab gets the lock. */
type TabStatus = 'unknown' | 'leader' | 'other';

/** The part of `navigator.locks` that this file uses. Old browsers, and pages without HTTPS, have no locks. */
type Locks = Pick<LockManager, 'request'>;

/**
 * Lets the user's tabs compete for a Web Lock, whose holder is the leader tab. Without locks, every tab is a leader tab.
 * @param oid Entra object id of the user
 * @see https://developer.mozilla.org/docs/Web/API/LockManager/request
 */
export function joinLeaderElection(oid: string, locks: Locks | null = globalThis.navigator?.locks ?? null) {
  const lockName = `switchboard.phone.${oid}`;
  const status = createStore<TabStatus>(locks ? 'unknown' : 'leader');
  let releaseLock = () => {};
  /** Aborts the request by which this tab waits for the lock; `null` if it does not wait. */
  let waitingRequest: AbortController | null = null;
  let isTakingOver = false;
  let isClosed = false;

  /** Runs when the browser grants the lock, or with `null` if it is taken. The tab holds it until the returned promise resolves. */
  const holdLock = (lock: Lock | null): Promise<void> | undefined => {
    if (!lock || isClosed) return undefined;
    waitingRequest = null;
    isTakingOver = false;
    status.set('leader');
    return new Promise((resolve) => {
      releaseLock = resolve;
    });
  };

  /** Requests the lock. When another tab has it, or takes it later, waits for it again. */
  const requestLock = async (options: LockOptions): Promise<void> => {
    try {
      await locks?.request(lockName, options, holdLock);
    } catch (cause) {
      // Another tab has taken the lock, or this tab has aborted the request. Other errors: the browser forbids locks on this page.
      const isAborted = cause instanceof DOMException && cause.name === 'AbortError';
      if (!isAborted) return status.set('leader');
    }
    // This tab was closed, or `takeOver` has aborted this request.
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
    status: asReadable(status),
    /** Makes this tab the leader tab. Calls in progress stay in their tabs. */
    takeOver: (): void => {
      if (isClosed || isTakingOver || status.get() !== 'other') return;
      isTakingOver = true;
      waitingRequest?.abort();
      void requestLock({ steal: true });
    },
    /** Gives up the lock. The tab that has waited longest becomes the leader tab. */
    close: (): void => {
      isClosed = true;
      waitingRequest?.abort();
      releaseLock();
    },
  };
}

export type TabLeadership = ReturnType<typeof joinLeaderElection>;
