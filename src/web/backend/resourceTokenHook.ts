import { translateAcsAnswer } from '../errors/translateAcsAnswer.ts';
import { fail } from '../errors/problem.ts';
import { createExchangeHook, type ExchangeTokens, type TokenHook } from './tokenHook.ts';

/** The application and the user who exchange a Teams token. ACS compares both ids with the claims of the token. */
export interface ExchangeIdentity {
  readonly clientId: string;
  readonly oid: string;
}

/**
 * Whether the resource answers at all. A failed `fetch` does not tell whether the server is unreachable or has refused
 * the CORS preflight. This request has no headers and its answer is not read, so it needs no preflight.
 */
async function isReachable(endpoint: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(endpoint, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal });
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates the token hook (the function that gets an ACS token) for an app that exchanges its Teams token at the ACS
 * resource, without a token service. The user needs a role on the resource. The bearer is the user's Entra token for
 * `https://communication.azure.com//.default`.
 * @param endpoint the address of the resource, for example `https://example.communication.azure.com`
 * @see
 * https://learn.microsoft.com/rest/api/communication/identity/communication-identity/exchange-teams-user-access-token
 */
export const createResourceTokenHook = (
  endpoint: string,
  { clientId, oid }: ExchangeIdentity,
  tokens: ExchangeTokens,
): TokenHook =>
  createExchangeHook(
    {
      url: new URL('/teamsUser/:exchangeAccessToken?api-version=2023-10-01', endpoint).href,
      createBody: (token) => ({ token, appId: clientId, userId: oid }),
      // The answer does not tell which of the two tokens the resource refuses.
      findRefusedTokens: async ({ status }) => (status === 401 ? ['teams', 'caller'] : []),
      translateRefusal: translateAcsAnswer,
      explainMissingResponse: async (cause, signal) =>
        fail((await isReachable(endpoint, signal)) ? 'acs-cors-refused' : 'acs-unreachable', { cause }),
    },
    tokens,
  );
