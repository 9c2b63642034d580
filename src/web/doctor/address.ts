/** The path of the doctor, the app's set-up check. */
export const doctorPath = '/doctor';
/** Session storage has this key while the doctor waits for a sign-in. */
const signInKey = 'switchboard.doctor';

/** Opens the doctor. @param options.inNewTab if it is `false`, this page and its calls end */
export function openDoctor({ inNewTab }: { inNewTab: boolean }): void {
  if (inNewTab) window.open(doctorPath, '_blank', 'noopener');
  else location.assign(doctorPath);
}

export const rememberDoctorSignIn = (): void => sessionStorage.setItem(signInKey, 'waits');

/** Whether Entra has sent the user back to this page from a sign-in that the doctor has started. */
export function isDoctorSignIn(page: Pick<Window, 'location' | 'sessionStorage'>): boolean {
  try {
    // Entra's answer contains `state`. Without it, the user has left the sign-in and opened the app.
    return page.location.hash.includes('state=') && signInKey in page.sessionStorage;
  } catch {
    // The browser blocks storage, so the doctor could not start a sign-in.
    return false;
  }
}

/**
 * Gives the page the doctor's address again after a sign-in that the doctor has started. Entra returns to the app's address,
 * because the doctor's address is no redirect URI.
 * @returns whether this page is the doctor
 */
export function restoreDoctorPage(): boolean {
  if (isDoctorSignIn(window)) history.replaceState(null, '', doctorPath + location.hash);
  try {
    sessionStorage.removeItem(signInKey);
  } catch {
    // The browser blocks storage.
  }
  return location.pathname === doctorPath;
}
