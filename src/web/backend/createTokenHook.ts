import type { Config } from '../config/schema.ts';
import { createResourceTokenHook, type ExchangeIdentity } from './resourceTokenHook.ts';
import { createServiceTokenHook } from './serviceTokenHook.ts';
import type { ExchangeTokens, TokenHook } from './tokenHook.ts';

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
