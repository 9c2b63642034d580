import { isQuotaExceeded } from '../errors/translateMsalError.ts';
import { signedInAtPrefix } from './signInTrace.ts';

/** Under these keys, this tab stores what must survive a redirect. Nothing here is secret. */
const storageKeys = {
  redirectedAt: 'switchboard.redirectedAt',
  returnTo: 'switchboard.returnTo',
  signedInAt: (homeAccountId: string) => signedInAtPrefix + homeAccountId,
};

/** The shortest time in milliseconds between two redirects without a click. */
const redirectPauseMs = 30_000;

/** Finds out whether this tab can store data: the storage may be `full`, or the browser may block it. */
export function checkStorage(storage: () => Storage): 'usable' | 'full' | 'blocked' {
  try {
    storage().setItem('switchboard.probe', '1');
    storage().removeItem('switchboard.probe');
    return 'usable';
  } catch (cause) {
    return isQuotaExceeded(cause) ? 'full' : 'blocked';
  }
}

/** Deletes what MSAL has stored in this tab: accounts, tokens and pending sign-ins. */
export function deleteMsalData(storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith('msal.')) storage.removeItem(key);
}

/**
 * Claims the right to go to Entra without a click, which is granted once in 30 s: if the app and Entra disagree about a sign-in,
 * they would otherwise redirect to each other without end.
 * @param now in milliseconds since 1970
 * @returns whether the right is granted
 */
export function claimRedirect(storage: Storage, now: number): boolean {
  const lastRedirectAt = Number(storage.getItem(storageKeys.redirectedAt) ?? Number.NEGATIVE_INFINITY);
  // After the clock was set back, the difference is negative, and without `abs` would block redirects for hours.
  if (Math.abs(now - lastRedirectAt) < redirectPauseMs) return false;
  storage.setItem(storageKeys.redirectedAt, String(now));
  return true;
}

/** Stores the query of the page's address, such as `?call=…`, before the page is left. */
export const storeQuery = (storage: Storage, query: string): void =>
  storage.setItem(storageKeys.returnTo, query);

export function readAndDeleteQuery(storage: Storage): string {
  const query = storage.getItem(storageKeys.returnTo) ?? '';
  storage.removeItem(storageKeys.returnTo);
  return query;
}

/** Entra's refresh token for a single-page app expires 24 hours after the sign-in, even if it is renewed. */
const signInLifetimeMs = 24 * 60 * 60_000;

/** Stores that the account has signed in. @param now in milliseconds since 1970 */
export const storeSignInTime = (storage: Storage, homeAccountId: string, now: number): void =>
  storage.setItem(storageKeys.signedInAt(homeAccountId), String(now));

/** @returns milliseconds until the account must sign in again; `Infinity` if this tab has not stored when it signed in */
export function readRemainingSignInMs(storage: Storage, homeAccountId: string, now: number): number {
  const signedInAt = storage.getItem(storageKeys.signedInAt(homeAccountId));
  return signedInAt === null ? Number.POSITIVE_INFINITY : Number(signedInAt) + signInLifetimeMs - now;
}
