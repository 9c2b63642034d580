import { isQuotaExceeded } from '../errors/translateMsalError.ts';
import { signedInAtPrefix } from './signInTrace.ts';

// Under these keys, session storage holds what must survive a redirect. Nothing here is secret.
const redirectedAtKey = 'switchboard.redirectedAt';
const queryKey = 'switchboard.returnTo';
const getSignedInAtKey = (homeAccountId: string): string => signedInAtPrefix + homeAccountId;

/** The shortest time in milliseconds between two redirects without a click. */
const redirectPauseMs = 30_000;

/** Finds out whether this tab can store data: the storage may be `full`, or the browser may block it. */
export function checkStorage(): 'usable' | 'full' | 'blocked' {
  try {
    sessionStorage.setItem('switchboard.probe', '1');
    sessionStorage.removeItem('switchboard.probe');
    return 'usable';
  } catch (cause) {
    return isQuotaExceeded(cause) ? 'full' : 'blocked';
  }
}

/** Deletes what MSAL has stored in this tab: accounts, tokens and pending sign-ins. */
export function deleteMsalData(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('msal.')) sessionStorage.removeItem(key);
}

/**
 * Claims the right to go to Entra without a click, which is granted once in 30 s. Otherwise, if the app and Entra disagree about
 * a sign-in, they would redirect to each other without end.
 * @returns whether the right is granted
 */
export function claimRedirect(): boolean {
  const lastRedirectAt = Number(sessionStorage.getItem(redirectedAtKey) ?? Number.NEGATIVE_INFINITY);
  // After the clock was set back, the difference is negative. Without `abs`, it would block redirects for hours.
  if (Math.abs(Date.now() - lastRedirectAt) < redirectPauseMs) return false;
  sessionStorage.setItem(redirectedAtKey, String(Date.now()));
  return true;
}

/** Stores the query of the page's address, such as `?call=…`, before the page is left. */
export const storeQuery = (): void => sessionStorage.setItem(queryKey, location.search);

export function readAndDeleteQuery(): string {
  const query = sessionStorage.getItem(queryKey) ?? '';
  sessionStorage.removeItem(queryKey);
  return query;
}

/** Entra's refresh token for a single-page app expires 24 hours after the sign-in, even if it is renewed. */
const signInLifetimeMs = 24 * 60 * 60_000;

/** Stores that the account has signed in now. */
export const storeSignInTime = (homeAccountId: string): void =>
  sessionStorage.setItem(getSignedInAtKey(homeAccountId), String(Date.now()));

/** @returns milliseconds until the account must sign in again; `Infinity` if this tab does not know when it signed in */
export function readRemainingSignInMs(homeAccountId: string): number {
  const signedInAt = sessionStorage.getItem(getSignedInAtKey(homeAccountId));
  return signedInAt === null ? Infinity : Number(signedInAt) + signInLifetimeMs - Date.now();
}
