import { fromBackend } from '../errors/fromBackend.ts';
import { fail } from '../errors/problem.ts';
import { exchangeHook, type ExchangeTokens, type TokenHook } from './tokenHook.ts';

/**
 * Creates the token hook that asks a token service (Case 2, and Case 1 a). The bearer is the caller token, and the body holds
 * the Teams token.
 * @param url the exchange route of the service
 */
export const serviceTokenHook = (url: string, tokens: ExchangeTokens): TokenHook =>
  exchangeHook(
    {
      url,
      body: (teamsUserAadToken) => ({ teamsUserAadToken }),
      mayRefuseTeamsToken: false,
      refusal: fromBackend,
      unreachable: async (cause) => fail('service-unreachable', { cause }),
    },
    tokens,
  );
