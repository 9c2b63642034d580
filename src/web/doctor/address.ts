/** The path of the doctor, the app's set-up check. */
export const doctorPath = '/doctor';
/** Session storage has this key while the doctor waits for a sign-in. */
const signInKey = 'switchboard.doctor';

/** @param options.inNewTab If it is `false`, the calls of this page end. */
export function openDoctor({ inNewTab }: { inNewTab: boolean }): void {
  if (inNewTab) window.open(doctorPath, '_blank', 'noopener');
  else location.assign(doctorPath);
}

export const rememberDoctorSignIn = (): void => sessionStorage.setItem(signInKey, 'waits');

/**
 * Changes the address back after a sign-in of the doctor. Entra returns to the app's address, because the doctor's own address
 * would have to be a further redirect URI.
 * @returns whether this page is the doctor
 */
export function restoreDoctorPage(): boolean {
  try {
    const isSigningIn = sessionStorage.getItem(signInKey) !== null;
    sessionStorage.removeItem(signInKey);
    // Without Entra's answer, which contains `state`, the user has left the sign-in and opened the app.
    if (isSigningIn && location.hash.includes('state='))
      history.replaceState(null, '', doctorPath + location.hash);
  } catch {
    // The browser blocks storage, so the doctor could not start a sign-in.
  }
  return location.pathname === doctorPath;
}
