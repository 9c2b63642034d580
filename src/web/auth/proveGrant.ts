import { CacheLookupPolicy } from '@azure/msal-browser';
import { fromMsal } from '../errors/fromMsal.ts';
import type { Problem } from '../errors/problem.ts';
import type { StartedAuth } from './start.ts';

/**
 * Whether Entra still grants these scopes to this page: a new token by the refresh token alone. The session's own
 * way goes on to a hidden frame when that fails, whose answer (mostly *login required*) hides Entra's reason.
 * @returns the refusal, or `null` when a token came.
 */
export async function proveGrant({ msal }: StartedAuth, scopes: string[]): Promise<Problem | null> {
  try {
    await msal.acquireTokenSilent({
      scopes,
      forceRefresh: true,
      cacheLookupPolicy: CacheLookupPolicy.RefreshToken,
    });
    return null;
  } catch (cause) {
    return fromMsal(cause).problem;
  }
}
