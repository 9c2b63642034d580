import type { Config } from '../config/schema.ts';
import { fail } from '../errors/problem.ts';
import { translateAcsAnswer } from '../errors/translateAcsAnswer.ts';
import { isTeamsTokenRefused, translateServiceError } from '../errors/translateServiceError.ts';
import { createExchangeHook, type ExchangeTokens, type TokenHook } from './tokenHook.ts';

/** The application and the user who exchange a Teams token. ACS compares both ids with the claims of the token. */
interface ExchangeIdentity {
  readonly clientId: string;
  readonly oid: string;
}

/**
 * Creates the token hook that the configuration asks for. A token hook is the function by which the app gets an ACS
 * token.
 * @param source `tokenSource` of `config.json`
 */
export const createTokenHook = (
  source: Config['tokenSource'],
  identity: ExchangeIdentity,
  tokens: ExchangeTokens,
): TokenHook =>
  source.kind === 'service'
    ? createServiceTokenHook(source.url, tokens)
    : createResourceTokenHook(source.endpoint, identity, tokens);

/**
 * Creates the token hook (the function that gets an ACS token) for an app with a token service. The bearer is the
 * caller token, which proves the user to the service, and the body holds the Teams token.
 * @param url the address of the service's exchange route
 */
const createServiceTokenHook = (url: string, tokens: ExchangeTokens): TokenHook =>
  createExchangeHook(
    {
      url,
      createBody: (teamsUserAadToken) => ({ teamsUserAadToken }),
      async findRefusedTokens(response) {
        if (response.status === 401) return ['caller'];
        return response.status === 403 && (await isTeamsTokenRefused(response)) ? ['teams'] : [];
      },
      translateRefusal: translateServiceError,
      explainMissingResponse: async (cause) => fail('service-unreachable', { cause }),
    },
    tokens,
  );

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
const createResourceTokenHook = (
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
