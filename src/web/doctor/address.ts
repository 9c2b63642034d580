/**
 * The path of the doctor, the app's set-up check. After a sign-in on the doctor's page, Entra redirects to the app's own
 * redirect URI, so the registration in Entra needs no redirect URI for the doctor.
 */
export const doctorPath = '/doctor';
/** The key in session storage that exists while a sign-in on the doctor's page is under way. */
const signInKey = 'switchboard.doctor';

interface OpenDoctorOptions {
  /** Whether the doctor opens in a new tab. If it opens in this tab, the calls of this page end. */
  inNewTab: boolean;
}

export function openDoctor({ inNewTab }: OpenDoctorOptions): void {
  if (inNewTab) window.open(doctorPath, '_blank', 'noopener');
  else location.assign(doctorPath);
}

/** Remembers in this tab that the doctor has started the next sign-in. Entra will redirect that sign-in to the app. */
export const rememberDoctorSignIn = (): void => sessionStorage.setItem(signInKey, 'waits');

/**
 * If Entra has redirected a sign-in of the doctor to the app, changes the address back to the doctor's path. Entra's answer
 * stays in the fragment for MSAL.
 * @returns whether this page is the doctor
 */
export function restoreDoctorPage(): boolean {
  try {
    const isSigningIn = sessionStorage.getItem(signInKey) !== null;
    sessionStorage.removeItem(signInKey);
    // Entra's answer has a `state`. Without an answer, the user has left the sign-in and opened the app.
    if (isSigningIn && location.hash.includes('state='))
      history.replaceState(null, '', doctorPath + location.hash);
  } catch {
    // The browser blocks storage, so the doctor could not start a sign-in.
  }
  return location.pathname === doctorPath;
}
