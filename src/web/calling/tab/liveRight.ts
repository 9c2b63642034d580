import { openTabChannel } from '../../base/tabChannel.ts';
import type { LiveRight, TabCalls } from '../calls/liveCall.ts';

/** The part of `navigator.locks` that this file uses. Old browsers, and pages without HTTPS, have no locks. */
type Locks = Pick<LockManager, 'request'>;

/** Milliseconds that another tab may take to put its calls on hold. There, `silencer.ts` gives up after 20 s. */
const longestWaitMs = 25_000;

/**
 * Lets the user's tabs compete for the right to have the live call (the call that is heard), so that the user does not speak to two
 * people without knowing. The tab that holds a Web Lock has the right. Without locks, every tab has it.
 * @param oid Entra object id of the user
 */
export function joinLiveRight(
  oid: string,
  { silence, restore }: TabCalls,
  locks: Locks | null = globalThis.navigator?.locks ?? null,
): LiveRight & { readonly close: () => void } {
  const name = `switchboard.live.${oid}`;
  let releaseLock: (() => void) | null = null;
  /** Whether this tab had the right when another tab last asked for it. Only then may this tab resume its call. */
  let wasHolder = false;
  /** Whether this tab has taken the right from another tab, and no call has used it yet. */
  let isTaken = false;

  const release = () => {
    releaseLock?.();
    releaseLock = null;
  };
  const onRequest = async () => {
    wasHolder = releaseLock !== null;
    if (releaseLock && (await silence())) release();
  };
  const otherTabs =
    locks &&
    openTabChannel<'hold' | 'resume'>(name, (message) => {
      if (message === 'hold') void onRequest();
      else if (wasHolder) restore();
    });

  const request = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve) => {
      const holdLock = (lock: Lock | null) => {
        resolve(lock !== null);
        // The tab holds the lock until this promise resolves.
        return lock && new Promise<void>((releaseIt) => (releaseLock = releaseIt));
      };
      locks?.request(name, options, holdLock).catch((cause: unknown) => {
        // Any other error means that the browser forbids locks on this page. Every tab then has the right.
        const isTooLate = cause instanceof DOMException && cause.name === 'TimeoutError';
        resolve(!isTooLate);
      });
    });

  return {
    async acquire() {
      if (!locks || releaseLock || (await request({ ifAvailable: true }))) return true;
      otherTabs?.send('hold');
      isTaken = await request({ signal: AbortSignal.timeout(longestWaitMs) });
      return isTaken;
    },
    keep: () => (isTaken = false),
    release() {
      if (!releaseLock) return;
      release();
      if (isTaken) otherTabs?.send('resume');
      isTaken = false;
    },
    close() {
      release();
      otherTabs?.close();
    },
  };
}
