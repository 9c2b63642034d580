import { prepareSignIn } from '../auth/beginSignIn.ts';
import { sdkFile } from '../base/sdkFile.ts';
import { restoreDoctorPage } from '../doctor/address.ts';
import { allowOwnScripts } from '../page/trustedTypes.ts';

// The chunk that the page loads first: what the prerendered screen needs to sign in, without React. The app uses it, too.

// The policy must be there before any code starts a worker.
allowOwnScripts(window.trustedTypes, location.origin, sdkFile?.address);

/** Whether this page is the doctor. Found out before MSAL starts, because MSAL removes Entra's answer from the address. */
export const showsDoctor = restoreDoctorPage();

export { beginSignIn, prepareSignIn } from '../auth/beginSignIn.ts';

/**
 * Lets MSAL redeem Entra's code, and asks for the first ACS token, while the app still loads. Resolves when the tokens are on
 * their way. After a failure, the app tries again.
 */
export async function prepareConnection(): Promise<void> {
  const exchangeLoading = import('./exchange.ts');
  const loaded = await prepareSignIn();
  const { beginFirstExchange, waitForSdkTurn } = await exchangeLoading;
  if (loaded.ok && !loaded.value.faults) await beginFirstExchange(loaded.value.config);
  await waitForSdkTurn();
}

export { recordViolations } from '../doctor/recordViolations.ts';
export { registerWorker } from '../offline/registerWorker.ts';
