import { ExchangeResponse } from '../../contract/exchange.ts';
import { fail, ok, type Failure, type Result } from '../errors/problem.ts';
import { readClaimsChallenge } from './claimsChallenge.ts';
import { toLocalExpiry } from './localExpiry.ts';

/** An ACS token with its expiry. */
export interface AcsToken {
  readonly token: string;
  /** In milliseconds since 1970, on this machine's clock, which may be wrong (see `toLocalExpiry`). */
  readonly expiresAt: number;
}

/**
 * The function by which the app gets an ACS token, from a token service or from the ACS resource. Never rejects. After an
 * abort, its result says which server it was waiting for.
 */
export type TokenHook = (signal: AbortSignal) => Promise<Result<AcsToken>>;

/** Which token is needed: any valid token, or a new token after an API has refused the last one. */
export interface TokenRequest {
  /** Whether the API has refused the last token. Then a new token is needed even if the cache holds one. */
  readonly rejected: boolean;
  /** The claims that the new token must have, from the claims challenge in the API's 401. */
  readonly claims?: string;
}

/**
 * Acquires the two tokens of an exchange: the Teams token, which is exchanged, and the caller token, which proves the
 * user to the exchange endpoint. The caller token is `null` if a cookie proves the user.
 */
export interface ExchangeTokens {
  acquireTeamsToken(request: TokenRequest): Promise<Result<string>>;
  acquireCallerToken(request: TokenRequest): Promise<Result<string | null>>;
}

/** Where a Teams token is exchanged for an ACS token, what to send there, and what the failures mean. */
export interface ExchangeEndpoint {
  readonly url: string;
  /** Creates the body of the request, which is sent as JSON. */
  readonly createBody: (teamsToken: string) => object;
  /** Whether a 401 may mean that the endpoint refuses the Teams token, and not only the caller token. */
  readonly mayRefuseTeamsToken: boolean;
  /** Translates a response that is not OK into a problem. @param teamsToken the Teams token that was sent */
  readonly translateRefusal: (response: Response, teamsToken: string) => Promise<Failure>;
  /** Finds the problem when there was no response. @param cause what `fetch` threw */
  readonly explainMissingResponse: (cause: unknown, signal: AbortSignal) => Promise<Failure>;
}

/**
 * Waits for a token of Entra until the attempt is aborted. MSAL has no abort of its own: it may wait for earlier requests
 * for other tokens, each of which may take 10 s.
 */
function waitForEntra<T>(token: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  const abort = new Promise<Result<T>>((resolve) => {
    const giveUp = () => resolve(fail('sign-in-unreachable', { detail: 'timeout' }));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([token, abort]);
}

/**
 * Creates the token hook for an exchange endpoint. After a 401, the hook tries exactly once more, with new tokens. It
 * does not follow redirects, so that only the configured server receives the Teams token.
 */
export function createExchangeHook(endpoint: ExchangeEndpoint, tokens: ExchangeTokens): TokenHook {
  const attempt = async (signal: AbortSignal, request: TokenRequest): Promise<Result<AcsToken>> => {
    const teamsToken = await waitForEntra(
      tokens.acquireTeamsToken(endpoint.mayRefuseTeamsToken ? request : { rejected: false }),
      signal,
    );
    if (!teamsToken.ok) return teamsToken;
    const callerToken = await waitForEntra(tokens.acquireCallerToken(request), signal);
    if (!callerToken.ok) return callerToken;
    let response: Response;
    try {
      response = await fetch(endpoint.url, {
        method: 'POST',
        signal,
        redirect: 'error',
        headers: {
          ...(callerToken.value !== null && { authorization: `Bearer ${callerToken.value}` }),
          'content-type': 'application/json',
        },
        body: JSON.stringify(endpoint.createBody(teamsToken.value)),
      });
    } catch (cause) {
      return endpoint.explainMissingResponse(cause, signal);
    }
    if (response.status === 401 && !request.rejected)
      return attempt(signal, { rejected: true, ...readClaimsChallenge(response) });
    if (!response.ok) return endpoint.translateRefusal(response, teamsToken.value);
    const answer = ExchangeResponse.safeParse(await response.json().catch(() => null));
    if (!answer.success) return fail('service-answer-invalid', { detail: `${response.status}` });
    const now = Date.now();
    const expiresAt = toLocalExpiry(answer.data, response.headers.get('date'), now);
    // If the SDK's credential gets an expired token, it never renews its token again.
    if (expiresAt <= now) return fail('service-answer-invalid', { detail: 'expired' });
    return ok({ token: answer.data.token, expiresAt });
  };
  return (signal) => attempt(signal, { rejected: false });
}
