import { CacheLookupPolicy } from '@azure/msal-browser';
import { translateMsalError } from '../errors/translateMsalError.ts';
import type { Problem } from '../errors/problem.ts';
import type { StartedAuth } from './start.ts';

/**
 * Checks whether Entra issues tokens for `scopes`, by redeeming the refresh token. `AuthSession.acquireToken` is not
 * used: if redeeming fails, it goes on with a hidden frame, whose error (mostly *login required*) hides Entra's reason.
 * @returns the problem, or `null` if Entra issued a token
 */
export async function probeConsent({ msal }: StartedAuth, scopes: string[]): Promise<Problem | null> {
  try {
    await msal.acquireTokenSilent({
      scopes,
      forceRefresh: true,
      cacheLookupPolicy: CacheLookupPolicy.RefreshToken,
    });
    return null;
  } catch (cause) {
    return translateMsalError(cause).problem;
  }
}
