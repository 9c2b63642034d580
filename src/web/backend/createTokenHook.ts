import type { Config } from '../config/schema.ts';
import { resourceTokenHook, type ExchangeIdentity } from './resourceTokenHook.ts';
import { serviceTokenHook } from './serviceTokenHook.ts';
import type { ExchangeTokens, TokenHook } from './tokenHook.ts';

/** Creates the token hook that the configuration asks for. */
export const createTokenHook = (
  source: Config['tokenSource'],
  identity: ExchangeIdentity,
  tokens: ExchangeTokens,
): TokenHook =>
  source.kind === 'service'
    ? serviceTokenHook(source.url, tokens)
    : resourceTokenHook(source.endpoint, identity, tokens);
