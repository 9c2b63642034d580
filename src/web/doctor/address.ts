/** Where the set-up check lives. It is a path of the app itself, so that it needs no redirect URI of its own. */
const path = '/doctor';
const key = 'switchboard.doctor';

/** Opens the set-up check. @param stay in a window of its own: this page has something that leaving it would end. */
export function openDoctor({ stay }: { stay: boolean }): void {
  if (stay) window.open(path, '_blank', 'noopener');
  else location.assign(path);
}

/** Before sign-in, which comes back to the app: remembers in this tab that the set-up check asked for it. */
export const rememberDoctor = (): void => sessionStorage.setItem(key, 'waits');

/**
 * Whether this page is the set-up check; a sign-in that comes back for it makes it so.
 * The answer of the sign-in stays in the address's fragment, for MSAL.
 */
export function isDoctor(): boolean {
  try {
    const waits = sessionStorage.getItem(key) !== null;
    sessionStorage.removeItem(key);
    if (waits && location.hash.includes('state=')) history.replaceState(null, '', path + location.hash);
  } catch {
    // Storage is blocked: then no sign-in comes back, either.
  }
  return location.pathname === path;
}
