/** The keys of what this tab remembers across a redirect, beside MSAL's keys. Nothing here is secret. */
const keys = {
  redirectedAt: 'switchboard.redirectedAt',
  returnTo: 'switchboard.returnTo',
  signedInAt: (account: string) => `switchboard.signedInAt.${account}`,
};

/** Milliseconds. Shortest time between two redirects without a click. */
const redirectPauseMs = 30_000;

/** Whether the browser allows storage. Without storage no sign-in survives a redirect. */
export function canRemember(storage: () => Storage): boolean {
  try {
    storage().setItem('switchboard.probe', '1');
    storage().removeItem('switchboard.probe');
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a redirect without a click is allowed now. At most one is allowed in 30 s, so that app and Entra do not send the
 * page to each other for ever if they disagree about a sign-in. If the answer is yes, it counts as a redirect.
 */
export function takeRedirect(storage: Storage, now: number): boolean {
  const last = Number(storage.getItem(keys.redirectedAt) ?? Number.NEGATIVE_INFINITY);
  // The absolute value, so that a clock that was set back does not forbid redirects for hours.
  if (Math.abs(now - last) < redirectPauseMs) return false;
  storage.setItem(keys.redirectedAt, String(now));
  return true;
}

/** Stores the query of the page, such as `?call=…`, before the page is left. */
export const rememberQuery = (storage: Storage, query: string): void => storage.setItem(keys.returnTo, query);

/** Returns the stored query and deletes it. */
export function takeQuery(storage: Storage): string {
  const query = storage.getItem(keys.returnTo) ?? '';
  storage.removeItem(keys.returnTo);
  return query;
}

/** Milliseconds. The refresh token of a single-page app expires 24 hours after the sign-in, even if it is renewed. */
const signInLifetimeMs = 24 * 60 * 60_000;

/** Stores when an account has signed in. @param account MSAL's home account id */
export const noteSignIn = (storage: Storage, account: string, now: number): void =>
  storage.setItem(keys.signedInAt(account), String(now));

/** Milliseconds until the user must sign in again; `Infinity` if this tab has not stored the sign-in. */
export function signInLeft(storage: Storage, account: string, now: number): number {
  const since = storage.getItem(keys.signedInAt(account));
  return since === null ? Number.POSITIVE_INFINITY : Number(since) + signInLifetimeMs - now;
}
