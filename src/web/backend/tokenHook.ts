import { ExchangeResponse } from '../../contract/exchange.ts';
import type { TokenRequest } from '../auth/tokenRequest.ts';
import { decodeJwtPart } from '../base/jwt.ts';
import type { Config } from '../config/schema.ts';
import { fail, ok, type Failure, type Result } from '../errors/problem.ts';
import { translateAcsAnswer } from '../errors/translateAcsAnswer.ts';
import { isTeamsTokenRefused, translateServiceError } from '../errors/translateServiceError.ts';
import { readClaimsChallenge } from './claimsChallenge.ts';

export interface AcsToken {
  readonly token: string;
  /** In milliseconds since 1970, on this machine's clock, which may be wrong (see `toLocalExpiry`). */
  readonly expiresAt: number;
}

/** Gets an ACS token. Never rejects. After an abort, the result says which server has not answered. */
export type TokenHook = (signal: AbortSignal) => Promise<Result<AcsToken>>;

export interface ExchangeTokens {
  /** Acquires the token that is exchanged. */
  acquireTeamsToken(request: TokenRequest): Promise<Result<string>>;
  /** Acquires the token that proves the user to the exchange endpoint; `null` if a cookie proves the user. */
  acquireCallerToken(request: TokenRequest): Promise<Result<string | null>>;
}

type TokenName = 'teams' | 'caller';

/** Where the app exchanges a Teams token (of Entra) for an ACS token, what to send there, and what the failures mean. */
interface ExchangeEndpoint {
  readonly url: string;
  readonly createBody: (teamsToken: string) => object;
  /** Finds out which tokens the endpoint may have refused. */
  readonly findRefusedTokens: (response: Response) => Promise<readonly TokenName[]>;
  readonly translateRefusal: (response: Response, teamsToken: string) => Promise<Failure>;
  /** Finds the problem when there was no response. @param cause what `fetch` threw */
  readonly explainMissingResponse: (cause: unknown, signal: AbortSignal) => Promise<Failure>;
}

/**
 * Creates the token hook that the configuration asks for.
 * @param identity the application and the user, which ACS compares with the claims of the Teams token
 */
export const createTokenHook = (
  source: Config['tokenSource'],
  identity: { readonly clientId: string; readonly oid: string },
  tokens: ExchangeTokens,
): TokenHook =>
  createExchangeHook(
    source.kind === 'service'
      ? createServiceEndpoint(source.url)
      : createResourceEndpoint(source.endpoint, identity),
    tokens,
  );

/** Describes the exchange at a token service. @param url the address of its exchange route */
const createServiceEndpoint = (url: string): ExchangeEndpoint => ({
  url,
  createBody: (teamsUserAadToken) => ({ teamsUserAadToken }),
  async findRefusedTokens(response) {
    if (response.status === 401) return ['caller'];
    return response.status === 403 && (await isTeamsTokenRefused(response)) ? ['teams'] : [];
  },
  translateRefusal: translateServiceError,
  explainMissingResponse: async (cause) => fail('service-unreachable', { cause }),
});

/**
 * Describes the exchange at the ACS resource, on which the user needs a role.
 * @param endpoint the address of the resource, for example `https://example.communication.azure.com`
 * @see https://learn.microsoft.com/rest/api/communication/identity/communication-identity/exchange-teams-user-access-token
 */
const createResourceEndpoint = (
  endpoint: string,
  { clientId, oid }: { readonly clientId: string; readonly oid: string },
): ExchangeEndpoint => ({
  url: new URL('/teamsUser/:exchangeAccessToken?api-version=2023-10-01', endpoint).href,
  createBody: (token) => ({ token, appId: clientId, userId: oid }),
  // The answer does not say which of the two tokens the resource refuses.
  findRefusedTokens: async ({ status }) => (status === 401 ? ['teams', 'caller'] : []),
  translateRefusal: translateAcsAnswer,
  async explainMissingResponse(cause, signal) {
    try {
      // The failed `fetch` does not tell whether the server is unreachable or has refused the CORS preflight. This request needs no
      // preflight, because it sends no headers of its own and does not read the answer.
      await fetch(endpoint, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal });
      return fail('acs-cors-refused', { cause });
    } catch {
      return fail('acs-unreachable', { cause });
    }
  },
});

/** Waits for a token from Entra until the attempt is aborted, because MSAL cannot abort its requests. */
function waitForEntra<T>(token: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  const abort = new Promise<Result<T>>((resolve) => {
    const giveUp = () => resolve(fail('sign-in-unreachable', { detail: 'timeout' }));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([token, abort]);
}

/** Creates a token hook. If the endpoint refuses a token, the hook tries again with a new one, but renews each token only once. */
function createExchangeHook(endpoint: ExchangeEndpoint, tokens: ExchangeTokens): TokenHook {
  const sendTokens = (teamsToken: string, callerToken: string | null, signal: AbortSignal) =>
    fetch(endpoint.url, {
      method: 'POST',
      signal,
      // Only the configured server may receive the Teams token.
      redirect: 'error',
      headers: {
        ...(callerToken !== null && { authorization: `Bearer ${callerToken}` }),
        'content-type': 'application/json',
      },
      body: JSON.stringify(endpoint.createBody(teamsToken)),
    });

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
    if (response.ok) return readToken(response);
    const refusedTokens = await endpoint.findRefusedTokens(response.clone());
    const newlyRefused = refusedTokens.filter((name) => !renewedTokens.has(name));
    if (newlyRefused.length === 0) return endpoint.translateRefusal(response, teamsToken.value);
    const request = { rejected: true, ...readClaimsChallenge(response) };
    const nextRenewals = Object.fromEntries(newlyRefused.map((name) => [name, request]));
    return attempt(signal, nextRenewals, new Set([...renewedTokens, ...newlyRefused]));
  };
  return (signal) => attempt(signal, {}, new Set());
}

async function readToken(response: Response): Promise<Result<AcsToken>> {
  const answer = ExchangeResponse.safeParse(await response.json().catch(() => null));
  if (!answer.success) return fail('service-answer-invalid', { detail: `${response.status}` });
  const now = Date.now();
  const expiresAt = toLocalExpiry(answer.data, response.headers.get('date'), now);
  // If the SDK's credential got an expired token, it would never renew its token again.
  if (expiresAt <= now) return fail('service-answer-invalid', { detail: 'expired' });
  return ok({ token: answer.data.token, expiresAt });
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
