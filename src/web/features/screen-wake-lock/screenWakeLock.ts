import type { TeamsCall } from '@azure/communication-calling';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { isEnding } from '../../calling/call/callState.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/**
 * Keeps the screen on from the beginning of a call until its end, if the browser allows that: a sleeping computer would cut the
 * call. The feature has no command and shows nothing.
 * @see https://developer.mozilla.org/docs/Web/API/Screen_Wake_Lock_API
 */
export const screenWakeLock: CallFeature<null> = {
  name: 'screenWakeLock',
  create({ call, atEnd }) {
    // Old browsers, and pages without https, lack wake locks, although the type says otherwise.
    const wakeLock = navigator.wakeLock as WakeLock | undefined;
    if (wakeLock) atEnd(keepScreenOn(call, wakeLock));
    return { read: () => null };
  },
};

/** @returns a function that lets the screen turn off again */
function keepScreenOn(call: TeamsCall, wakeLock: WakeLock): () => void {
  /** The last request; `null` if no lock is wanted. It resolves with `null` if the browser has refused. */
  let lastRequest: Promise<WakeLockSentinel | null> | null = null;
  const release = () => {
    void lastRequest?.then((lock) => lock?.release());
    lastRequest = null;
  };
  /** Replaces the lock. The browser releases every lock of a hidden page, so this runs again once the page is visible. */
  const renew = () => {
    release();
    if (document.visibilityState !== 'visible' || isEnding(call)) return;
    // The browser may refuse, for example while the battery is low.
    lastRequest = wakeLock.request('screen').catch(() => null);
  };
  renew();
  return joinStops(listenTo(document, ['visibilitychange'], renew), release);
}
