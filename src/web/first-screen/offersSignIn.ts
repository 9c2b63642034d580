import { findBrowserProblem } from '../assembly/browserSupport.ts';
import { readAdminConsent } from '../auth/adminConsent.ts';
import { readSignInTrace } from '../auth/signInTrace.ts';
import { doctorPath } from '../doctor/address.ts';

/**
 * Tells whether the page begins with the screen that only offers *Sign in*: nobody is signed in in this tab, the browser can
 * run the app, and the page is neither the set-up check nor the answer to an administrator's consent.
 */
export const offersSignIn = (page: Window & typeof globalThis): boolean =>
  page.location.pathname !== doctorPath &&
  readSignInTrace(page.location.hash, () => page.sessionStorage) === 'none' &&
  readAdminConsent(page.location.search) === null &&
  findBrowserProblem(page) === null;
