import type { TeamsCall } from '@azure/communication-calling';
import { isEnding } from '../../calling/call/callState.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/**
 * Keeps the screen on while a call exists. A sleeping computer would cut the call, and a dark screen hides who is calling. It has
 * no command and nothing to show. A browser without wake locks, or one that refuses them, changes nothing.
 * @see https://developer.mozilla.org/docs/Web/API/Screen_Wake_Lock_API
 */
export const screenWakeLock: CallFeature<null> = {
  name: 'screenWakeLock',
  create({ call, atEnd }) {
    // Old browsers, and pages without https, have no wake lock, although the type says otherwise.
    const wakeLock = navigator.wakeLock as WakeLock | undefined;
    if (wakeLock) atEnd(keepScreenOn(call, wakeLock));
    return { read: () => null };
  },
};

function keepScreenOn(call: TeamsCall, wakeLock: WakeLock): () => void {
  let isWatching = true;
  let heldLock: Promise<WakeLockSentinel | null> | null = null;
  const release = () => {
    const lock = heldLock;
    heldLock = null;
    void lock?.then((sentinel) => sentinel?.release());
  };
  /** The browser releases every lock of a hidden page, so the page asks again once it is visible. */
  const requestWhileVisible = () => {
    release();
    if (!isWatching || document.visibilityState !== 'visible' || isEnding(call)) return;
    // The browser may refuse, for example while the battery is low.
    heldLock = wakeLock.request('screen').catch(() => null);
  };
  document.addEventListener('visibilitychange', requestWhileVisible);
  requestWhileVisible();
  return () => {
    isWatching = false;
    document.removeEventListener('visibilitychange', requestWhileVisible);
    release();
  };
}
