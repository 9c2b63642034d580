import type { IPublicClientApplication } from '@azure/msal-browser';
import { translateMsalError } from '../errors/translateMsalError.ts';
import type { Failure } from '../errors/problem.ts';
import { createRedirectUris } from './msalConfig.ts';
import { storeSignInTime } from './tabMemory.ts';

/** Resolves never: the page is being loaded again. */
const reload = (): Promise<never> => {
  location.reload();
  return new Promise(() => {});
};

/**
 * Signs in by a window of its own, and loads the framed page again. Must run just after a press.
 * @returns why the sign-in failed
 */
export async function signInFramed(
  msal: IPublicClientApplication,
  scopes: { signIn: string[]; consentToo: string[] },
): Promise<Failure> {
  try {
    const { account } = await msal.loginPopup({
      scopes: scopes.signIn,
      extraScopesToConsent: scopes.consentToo,
      prompt: 'select_account',
      redirectUri: createRedirectUris(location.origin).bridge,
      overrideInteractionInProgress: true,
    });
    msal.setActiveAccount(account);
    storeSignInTime(account.homeAccountId);
    return await reload();
  } catch (cause) {
    return translateMsalError(cause);
  }
}

/** Signs out in this frame only: Entra's page for signing out refuses frames, too, and other windows stay signed in. */
export async function signOutFramed(msal: IPublicClientApplication): Promise<Failure> {
  await msal.clearCache();
  return reload();
}
