/**
 * The path of the doctor, the app's set-up check. Entra redirects a sign-in on that page to the app's own redirect URI, so
 * that the registration in Entra needs no redirect URI for the doctor.
 */
const doctorPath = '/doctor';
/** The key in session storage that exists while a sign-in on the doctor's page is under way. */
const signInKey = 'switchboard.doctor';

interface OpenDoctorOptions {
  /** Opens the doctor in a new tab, because leaving this page would end calls. */
  inNewTab: boolean;
}

export function openDoctor({ inNewTab }: OpenDoctorOptions): void {
  if (inNewTab) window.open(doctorPath, '_blank', 'noopener');
  else location.assign(doctorPath);
}

/** Remembers in this tab that the doctor has started the next sign-in. Entra will redirect that sign-in to the app. */
export const rememberDoctorSignIn = (): void => sessionStorage.setItem(signInKey, 'waits');

/**
 * Whether this page is the doctor. If Entra redirects a sign-in of the doctor to the app, this function changes the address
 * to the doctor's path. Entra's answer stays in the fragment for MSAL.
 */
export function isDoctorPage(): boolean {
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
