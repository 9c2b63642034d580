import { findBrowserProblem } from '../assembly/browserSupport.ts';
import { readAdminConsent } from '../auth/adminConsent.ts';
import { readSignInTrace } from '../auth/signInTrace.ts';
import { doctorPath, isDoctorSignIn } from '../doctor/address.ts';

/**
 * Finds out how the page begins. The app takes the same decision (`assembly/start.ts`).
 * - `signIn`: with the screen that only offers *Sign in*
 * - `phone`: with the phone of a signed-in user
 * - `other`: with another screen
 */
export function findStart(page: Window & typeof globalThis): 'signIn' | 'phone' | 'other' {
  if (page.location.pathname === doctorPath || findBrowserProblem(page) !== null) return 'other';
  const trace = readSignInTrace(page.location.hash, () => page.sessionStorage);
  // The set-up check does not use the SDK.
  if (trace === 'signedIn') return isDoctorSignIn(page) ? 'other' : 'phone';
  return trace === 'none' && readAdminConsent(page.location.search) === null ? 'signIn' : 'other';
}
