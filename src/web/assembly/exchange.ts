import { createExchangeTokens } from '../auth/exchangeTokens.ts';
import type { AuthSession } from '../auth/session.ts';
import { startAuthOnce } from '../auth/start.ts';
import type { TokenRequest } from '../auth/tokenRequest.ts';
import { createTokenHook, type AcsToken, type TokenHook } from '../backend/tokenHook.ts';
import type { Config } from '../config/schema.ts';
import { createStore, waitUntil } from '../base/store.ts';
import { withTimeout } from '../base/withTimeout.ts';
import type { Result } from '../errors/problem.ts';

// This file imports nothing of the app, so that it runs while the browser still loads the app and the Calling SDK.

/** Whether tokens have been sent to the exchange, or could not be acquired. */
const isSent = createStore(false);
const noteSent = (): void => isSent.set(true);

/** Creates the functions that acquire the tokens for the exchange, and the token hook that exchanges them. */
export function createExchange(config: Config, session: AuthSession, oid: string) {
  const tokens = createExchangeTokens(config.tokenSource, session);
  const acquireCallerToken = async (request?: TokenRequest) => {
    const token = await tokens.acquireCallerToken(request);
    // The next task runs when the hook has sent the tokens.
    setTimeout(noteSent);
    return token;
  };
  const identity = { clientId: config.entra.clientId, oid };
  const ownTokens = { ...tokens, acquireCallerToken };
  const exchange: TokenHook = createTokenHook(config.tokenSource, identity, ownTokens);
  return { ...ownTokens, exchange };
}

/** Milliseconds after which the first exchange has failed. */
const firstExchangeTimeoutMs = 15_000;
/** Milliseconds that the Calling SDK waits for Entra's tokens at most. */
const longestSdkWaitMs = 1_500;

let first: { readonly oid: string; readonly answer: Promise<Result<AcsToken>> } | null = null;

/** Begins the page's first exchange for the signed-in user. Does nothing if nobody is signed in. */
export async function beginFirstExchange(config: Config): Promise<void> {
  const auth = await startAuthOnce(config);
  const account = auth.ok && !auth.value.problem ? auth.value.session.account() : null;
  if (!auth.ok || !account) return;
  const { exchange } = createExchange(config, auth.value.session, account.oid);
  first = { oid: account.oid, answer: exchange(AbortSignal.timeout(firstExchangeTimeoutMs)) };
}

/** Resolves when the tokens are on their way. Until then, running the Calling SDK would only delay them. */
export const waitForSdkTurn = (): Promise<void> =>
  withTimeout(waitUntil(isSent, Boolean), longestSdkWaitMs, () => {});

/** @returns the answer of the page's first exchange, only once; `null` if that was not for this user */
export function takeFirstExchange(oid: string): Promise<Result<AcsToken>> | null {
  const answer = first?.oid === oid ? first.answer : null;
  first = null;
  return answer;
}
