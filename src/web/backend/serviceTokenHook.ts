import { fromBackend } from '../errors/fromBackend.ts';
import { fail } from '../errors/problem.ts';
import { exchangeHook, type ExchangeTokens, type TokenHook } from './tokenHook.ts';

/**
 * The token hook that asks a token service (Case 2, and Case 1 a): artifact 2 as the bearer, artifact 1 as the body.
 * @param url the exchange route.
 */
export const serviceTokenHook = (url: string, tokens: ExchangeTokens): TokenHook =>
  exchangeHook(
    {
      url,
      body: (teamsUserAadToken) => ({ teamsUserAadToken }),
      judgesTeamsToken: false,
      refusal: fromBackend,
      unreachable: async (cause) => fail('service-unreachable', { cause }),
    },
    tokens,
  );
