import { createStore, type Readable } from '../../base/store.ts';

/**
 * Which of a person's tabs this one is: `phone` is where calls ring, there is one; `other` is every other tab;
 * `asking` lasts until the browser has said which.
 */
type Role = 'asking' | 'phone' | 'other';

export interface Leader {
  readonly role: Readable<Role>;
  /** Makes this tab the phone. What another tab has under way goes on there; it only rings there no more. */
  readonly take: () => void;
  /** Gives the role up: the tab that has waited longest gets it. */
  readonly close: () => void;
}

/** What is used of `navigator.locks`; there is none in old browsers and on insecure addresses. */
type Locks = Pick<LockManager, 'request'>;

/**
 * Holds, or waits for, the one lock of an account in this browser. Without locks every tab is a phone, as in two
 * browsers.
 * @param account whose tabs; two people may share a browser
 * @see https://developer.mozilla.org/docs/Web/API/LockManager/request
 */
export function createLeader(
  account: string,
  locks: Locks | null = globalThis.navigator?.locks ?? null,
): Leader {
  const name = `switchboard.phone.${account}`;
  const role = createStore<Role>(locks ? 'asking' : 'phone');
  let release = () => {};
  let waiting: AbortController | null = null;
  let taking = false;
  let closed = false;

  const hold = (lock: Lock | null): Promise<void> | undefined => {
    if (!lock || closed) return undefined;
    waiting = null;
    taking = false;
    role.set('phone');
    return new Promise((resolve) => {
      release = resolve;
    });
  };

  const request = async (options: LockOptions): Promise<void> => {
    try {
      await locks?.request(name, options, hold);
    } catch (cause) {
      // This page may use no locks at all: then it is as if there were none.
      if (!isAbort(cause)) return role.set('phone');
    }
    // Given up by ourselves: the tab is closing, or takes the lock instead of waiting for it.
    if (closed || options.signal?.aborted) return undefined;
    // Another tab is the phone, or has just become it.
    role.set('other');
    return wait();
  };

  const wait = (): Promise<void> => {
    waiting = new AbortController();
    return request({ signal: waiting.signal });
  };

  if (locks) void request({ ifAvailable: true });
  return {
    role,
    take() {
      if (closed || taking || role.get() !== 'other') return;
      taking = true;
      waiting?.abort();
      void request({ steal: true });
    },
    close() {
      closed = true;
      waiting?.abort();
      release();
    },
  };
}

const isAbort = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'AbortError';
