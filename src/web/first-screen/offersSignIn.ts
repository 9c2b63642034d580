import { findBrowserProblem } from '../assembly/browserSupport.ts';
import { readAdminConsent } from '../auth/adminConsent.ts';
import { readSignInTrace } from '../auth/signInTrace.ts';
import { doctorPath } from '../doctor/address.ts';

/** Whether the page begins with the screen that only offers *Sign in*. The app takes the same decision (`assembly/start.ts`). */
export const offersSignIn = (page: Window & typeof globalThis): boolean =>
  page.location.pathname !== doctorPath &&
  readSignInTrace(page.location.hash, () => page.sessionStorage) === 'none' &&
  readAdminConsent(page.location.search) === null &&
  findBrowserProblem(page) === null;
