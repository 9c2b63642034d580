import { isTeamsTokenRefused, translateServiceError } from '../errors/translateServiceError.ts';
import { fail } from '../errors/problem.ts';
import { createExchangeHook, type ExchangeTokens, type TokenHook } from './tokenHook.ts';

/**
 * Creates the token hook (the function that gets an ACS token) for an app with a token service. The bearer is the
 * caller token, which proves the user to the service, and the body holds the Teams token.
 * @param url the address of the service's exchange route
 */
export const createServiceTokenHook = (url: string, tokens: ExchangeTokens): TokenHook =>
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
