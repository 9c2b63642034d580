import { createStore, type Readable } from '../../base/store.ts';

/**
 * What this tab is among the user's tabs in this browser. `leader` is the one tab in which calls ring, and `other` is
 * every other tab. `unknown` lasts until the browser answers.
 */
type TabStatus = 'unknown' | 'leader' | 'other';

export interface LeaderTab {
  readonly status: Readable<TabStatus>;
  /** Makes this tab the leader tab. Calls in progress stay in the tab in which they are. */
  readonly take: () => void;
  /** Stops being the leader tab. The tab that has waited longest becomes the leader tab. */
  readonly close: () => void;
}

/** The part of `navigator.locks` that is used. Old browsers and insecure addresses do not have it. */
type Locks = Pick<LockManager, 'request'>;

/**
 * The tab that holds the account's lock in this browser is the leader tab. Without locks, calls ring in every tab, as they
 * do in two browsers.
 * @param account Entra object id; users who share a browser have a leader tab each
 * @see https://developer.mozilla.org/docs/Web/API/LockManager/request
 */
export function createLeaderTab(
  account: string,
  locks: Locks | null = globalThis.navigator?.locks ?? null,
): LeaderTab {
  const name = `switchboard.phone.${account}`;
  const status = createStore<TabStatus>(locks ? 'unknown' : 'leader');
  let release = () => {};
  let waiting: AbortController | null = null;
  let isTaking = false;
  let isClosed = false;

  const hold = (lock: Lock | null): Promise<void> | undefined => {
    if (!lock || isClosed) return undefined;
    waiting = null;
    isTaking = false;
    status.set('leader');
    return new Promise((resolve) => {
      release = resolve;
    });
  };

  const request = async (options: LockOptions): Promise<void> => {
    try {
      await locks?.request(name, options, hold);
    } catch (cause) {
      // The browser forbids locks on this page, which is the same as having none.
      if (!isAbort(cause)) return status.set('leader');
    }
    // This tab aborted its own request, because it is closing or takes the lock from another tab.
    if (isClosed || options.signal?.aborted) return undefined;
    // Another tab has the lock, or has just taken it from this one.
    status.set('other');
    return wait();
  };

  const wait = (): Promise<void> => {
    waiting = new AbortController();
    return request({ signal: waiting.signal });
  };

  if (locks) void request({ ifAvailable: true });
  return {
    status,
    take() {
      if (isClosed || isTaking || status.get() !== 'other') return;
      isTaking = true;
      waiting?.abort();
      void request({ steal: true });
    },
    close() {
      isClosed = true;
      waiting?.abort();
      release();
    },
  };
}

const isAbort = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'AbortError';
