import { sdkFile } from '../base/sdkFile.ts';
import { allowOwnScripts } from '../page/trustedTypes.ts';

// The chunk that the page loads first: what the prerendered screen needs to sign in, without React. The app uses it, too.

// The policy must be there before any code starts a worker.
allowOwnScripts(window.trustedTypes, location.origin, sdkFile?.address);

export { beginSignIn, prepareSignIn } from '../auth/beginSignIn.ts';
export { recordViolations } from '../doctor/recordViolations.ts';
export { registerWorker } from '../offline/registerWorker.ts';
