/** The path of the set-up check. A sign-in for it comes back to the app, so that it needs no redirect URI of its own. */
const path = '/doctor';
const key = 'switchboard.doctor';

/** Opens the set-up check. @param stay whether to use a new tab, because leaving this page would end something */
export function openDoctor({ stay }: { stay: boolean }): void {
  if (stay) window.open(path, '_blank', 'noopener');
  else location.assign(path);
}

/** Remembers in this tab that the next sign-in, which comes back to the app, is for the set-up check. */
export const rememberDoctor = (): void => sessionStorage.setItem(key, 'waits');

/**
 * Whether this page is the set-up check. If a sign-in for it comes back to the app, the address is changed to its path, and
 * Entra's answer stays in the fragment for MSAL.
 */
export function isDoctor(): boolean {
  try {
    const waits = sessionStorage.getItem(key) !== null;
    sessionStorage.removeItem(key);
    if (waits && location.hash.includes('state=')) history.replaceState(null, '', path + location.hash);
  } catch {
    // Storage is blocked, so no sign-in can come back.
  }
  return location.pathname === path;
}
