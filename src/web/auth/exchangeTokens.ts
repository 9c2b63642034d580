import type { Config } from '../config/schema.ts';
import { ok, type Result } from '../errors/problem.ts';
import type { AcquireOptions } from './accessTokens.ts';
import { getExchangeScopes } from './scopes.ts';
import type { AuthSession } from './session.ts';

/** Creates the functions that acquire the tokens for the exchange, before all other tokens that are requested. */
export function createExchangeTokens(
  tokenSource: Config['tokenSource'],
  { acquireToken }: Pick<AuthSession, 'acquireToken'>,
) {
  const scopes = getExchangeScopes(tokenSource);
  const acquireFirst = (scopesOfToken: string[], options?: AcquireOptions) =>
    acquireToken(scopesOfToken, { rejected: false, ...options, goesFirst: true });
  return {
    acquireTeamsToken: (options?: AcquireOptions) => acquireFirst(scopes.teams, options),
    acquireCallerToken: async (options?: AcquireOptions): Promise<Result<string | null>> =>
      scopes.caller === null ? ok(null) : acquireFirst([scopes.caller], options),
  };
}
