/** The path of the doctor, the app's set-up check. It uses the app's redirect URI, so that Entra needs no further one. */
export const doctorPath = '/doctor';
/** Exists in session storage while a sign-in on the doctor's page is under way. */
const signInKey = 'switchboard.doctor';

/** @param options.inNewTab If it is `false`, the calls of this page end. */
export function openDoctor({ inNewTab }: { inNewTab: boolean }): void {
  if (inNewTab) window.open(doctorPath, '_blank', 'noopener');
  else location.assign(doctorPath);
}

export const rememberDoctorSignIn = (): void => sessionStorage.setItem(signInKey, 'waits');

/** Changes the address back after a sign-in of the doctor, which Entra leads to the app. @returns whether this is the doctor */
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
