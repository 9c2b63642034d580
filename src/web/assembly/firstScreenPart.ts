import { sdkFile } from '../base/sdkFile.ts';
import { restoreDoctorPage } from '../doctor/address.ts';
import { allowOwnScripts } from '../page/trustedTypes.ts';

// The chunk that the page loads first: what the prerendered screen needs to sign in, without React. The app uses it, too.

// The policy must be there before any code starts a worker.
allowOwnScripts(window.trustedTypes, location.origin, sdkFile?.address);

/** Whether this page is the doctor. Found out before MSAL starts, because MSAL removes Entra's answer from the address. */
export const showsDoctor = restoreDoctorPage();

export { beginSignIn, prepareSignIn } from '../auth/beginSignIn.ts';
export { recordViolations } from '../doctor/recordViolations.ts';
export { registerWorker } from '../offline/registerWorker.ts';
