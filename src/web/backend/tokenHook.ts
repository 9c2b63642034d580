import type { TokenRequest } from '../auth/tokenRequest.ts';
import { decodeJwtPart } from '../base/jwt.ts';
import type { Config } from '../config/schema.ts';
import { fail, ok, type Result } from '../errors/problem.ts';
import { readClaimsChallenge } from './claimsChallenge.ts';
import {
  createExchangeEndpoint,
  type ExchangeEndpoint,
  type ExchangeIdentity,
  type TokenName,
} from './exchangeEndpoints.ts';

export interface AcsToken {
  readonly token: string;
  /** In milliseconds since 1970, on this machine's clock, which may be wrong (see `toLocalExpiry`). */
  readonly expiresAt: number;
}

/** Gets an ACS token. Never rejects. After an abort, the result says which server has not answered. */
export type TokenHook = (signal: AbortSignal) => Promise<Result<AcsToken>>;

export interface ExchangeTokens {
  acquireTeamsToken(request: TokenRequest): Promise<Result<string>>;
  /** Acquires the token that proves the user to the exchange endpoint; `null` if a cookie or the Teams token proves the user. */
  acquireCallerToken(request: TokenRequest): Promise<Result<string | null>>;
}

/**
 * Creates the token hook that the configuration asks for. If the endpoint refuses a token, the hook tries again with a new one, but
 * renews each token only once.
 */
export function createTokenHook(
  source: Config['tokenSource'],
  identity: ExchangeIdentity,
  tokens: ExchangeTokens,
): TokenHook {
  const endpoint = createExchangeEndpoint(source, identity);
  const sendTokens = (teamsToken: string, callerToken: string | null, signal: AbortSignal) => {
    const { bearer, body } = endpoint.createRequest(teamsToken, callerToken);
    return fetch(endpoint.url, {
      method: 'POST',
      signal,
      // Only the configured server may receive the Teams token.
      redirect: 'error',
      headers: {
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
  };

  /**
   * @param renewals the requests for new tokens in place of those that the endpoint has refused at the last attempt
   * @param renewedTokens the names of all tokens that were renewed, or are at this attempt
   */
  const attempt = async (
    signal: AbortSignal,
    renewals: Partial<Record<TokenName, TokenRequest>>,
    renewedTokens: ReadonlySet<TokenName>,
  ): Promise<Result<AcsToken>> => {
    const { teams = { rejected: false }, caller = { rejected: false } } = renewals;
    const teamsToken = await waitForEntra(tokens.acquireTeamsToken(teams), signal);
    if (!teamsToken.ok) return teamsToken;
    const callerToken = await waitForEntra(tokens.acquireCallerToken(caller), signal);
    if (!callerToken.ok) return callerToken;
    let response: Response;
    try {
      response = await sendTokens(teamsToken.value, callerToken.value, signal);
    } catch (cause) {
      return endpoint.explainMissingResponse(cause, signal);
    }
    if (response.ok) return readToken(response, endpoint);
    const refusedTokens = await endpoint.findRefusedTokens(response.clone());
    const newlyRefused = refusedTokens.filter((name) => !renewedTokens.has(name));
    if (newlyRefused.length === 0) return endpoint.translateRefusal(response, teamsToken.value);
    const request = { rejected: true, ...readClaimsChallenge(response) };
    const nextRenewals = Object.fromEntries(newlyRefused.map((name) => [name, request]));
    return attempt(signal, nextRenewals, new Set([...renewedTokens, ...newlyRefused]));
  };
  return (signal) => attempt(signal, {}, new Set());
}

/** Waits for a token from Entra until the attempt is aborted, because MSAL cannot abort its requests. */
function waitForEntra<T>(token: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  const abort = new Promise<Result<T>>((resolve) => {
    const giveUp = () => resolve(fail('sign-in-unreachable', { detail: 'timeout' }));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([token, abort]);
}

async function readToken(
  response: Response,
  { readAnswer, invalidAnswer }: ExchangeEndpoint,
): Promise<Result<AcsToken>> {
  const answer = readAnswer(await response.json().catch(() => null));
  if (!answer) return fail(invalidAnswer, { detail: `${response.status}` });
  const now = Date.now();
  const expiresAt = toLocalExpiry(answer, response.headers.get('date'), now);
  // If the SDK's credential got an expired token, it would never renew its token again.
  if (expiresAt <= now) return fail(invalidAnswer, { detail: 'expired' });
  return ok({ token: answer.token, expiresAt });
}

/** @returns a claim of a JWT; `undefined` if the text is no JWT with this claim */
export const readClaim = (token: string, name: string): unknown =>
  decodeJwtPart(token.split('.')[1] ?? '')?.[name];

/**
 * Converts a token's expiry from the server's clock to this machine's, which may be so fast that each new token seems expired.
 * @param token the token, and when it expires on the server's clock, as an ISO 8601 time
 * @param serverDate the `Date` header; `null` if a server of another origin hides it: then the token's time of issue is used
 * @param now the time on this machine's clock. Like the result, it is in milliseconds since 1970
 */
export function toLocalExpiry(
  { token, expiresOn }: { token: string; expiresOn: string },
  serverDate: string | null,
  now: number,
): number {
  const serverNow = [Date.parse(serverDate ?? ''), Number(readClaim(token, 'iat')) * 1000].find(
    (time) => !Number.isNaN(time),
  );
  return Date.parse(expiresOn) + (serverNow === undefined ? 0 : now - serverNow);
}
