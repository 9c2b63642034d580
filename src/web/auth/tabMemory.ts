/** What this tab remembers across a redirect. Beside MSAL's own keys; nothing secret. */
const keys = {
  redirectedAt: 'switchboard.redirectedAt',
  returnTo: 'switchboard.returnTo',
  signedInAt: (account: string) => `switchboard.signedInAt.${account}`,
};

/** Shortest time between two redirects that nobody asked for, in milliseconds. */
const calm = 30_000;

/** Whether the browser lets this site store anything; without it no sign-in survives a redirect. */
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
 * Whether a redirect that nobody asked for is due now: one in 30 s at most, so that two sides that disagree about a
 * sign-in do not send the page to and fro. Asking counts as redirecting.
 */
export function takeRedirect(storage: Storage, now: number): boolean {
  const last = Number(storage.getItem(keys.redirectedAt) ?? Number.NEGATIVE_INFINITY);
  // Either way: a clock that was set back must not forbid it for hours.
  if (Math.abs(now - last) < calm) return false;
  storage.setItem(keys.redirectedAt, String(now));
  return true;
}

/** Before the page is left: keeps what a link asked for, such as `?call=…`. */
export const rememberQuery = (storage: Storage, query: string): void => storage.setItem(keys.returnTo, query);

/** @returns what the link asked for before the page was left; once. */
export function takeQuery(storage: Storage): string {
  const query = storage.getItem(keys.returnTo) ?? '';
  storage.removeItem(keys.returnTo);
  return query;
}

/** A refresh token of a single-page app lives 24 hours from sign-in, whatever it is used for. */
const signInLasts = 24 * 60 * 60_000;

/** @param account MSAL's home account id: each account of a tab has signed in at a time of its own. */
export const noteSignIn = (storage: Storage, account: string, now: number): void =>
  storage.setItem(keys.signedInAt(account), String(now));

/** @returns milliseconds until Entra wants to see the person again; infinite when this tab does not know. */
export function signInLeft(storage: Storage, account: string, now: number): number {
  const since = storage.getItem(keys.signedInAt(account));
  return since === null ? Number.POSITIVE_INFINITY : Number(since) + signInLasts - now;
}
