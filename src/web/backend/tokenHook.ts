import { ExchangeResponse } from '../../contract/exchange.ts';
import { fail, ok, type Failure, type Result } from '../errors/problem.ts';
import { claimsChallenge } from './claimsChallenge.ts';
import { localExpiry } from './localExpiry.ts';

/** An ACS token with its expiry. */
export interface AcsToken {
  readonly token: string;
  /** In milliseconds since 1970, on this machine's clock, which may be wrong (see `localExpiry`). */
  readonly expiresAt: number;
}

/** Gets an ACS token, from a token service or from the ACS resource. */
export type TokenHook = (signal: AbortSignal) => Promise<Result<AcsToken>>;

/** Which token is needed: any valid one, or a new one after an API refused the last one. */
export interface TokenRequest {
  /** Whether it must be a new token, whatever the cache holds. */
  readonly rejected: boolean;
  /** The claims that the new token must have, from the API's claims challenge. */
  readonly claims?: string;
}

/**
 * Acquires the two tokens of an exchange, and renews them if needed. The caller token is `null` if the browser proves the user
 * by the cookie of a session.
 */
export interface ExchangeTokens {
  teams(request: TokenRequest): Promise<Result<string>>;
  caller(request: TokenRequest): Promise<Result<string | null>>;
}

/** Where a Teams token is exchanged, the body of the request, and how its failures are translated. */
export interface ExchangeEndpoint {
  readonly url: string;
  readonly body: (teamsToken: string) => object;
  /** Whether a 401 may mean that the endpoint refuses the Teams token, and not only the caller token. */
  readonly mayRefuseTeamsToken: boolean;
  readonly refusal: (response: Response) => Promise<Failure>;
  readonly unreachable: (cause: unknown, signal: AbortSignal) => Promise<Failure>;
}

/**
 * Creates the token hook for an exchange endpoint. After a 401 it tries exactly once more, with new tokens. It follows no
 * redirect, so that the Teams token is sent to no other server than the configured one.
 */
export function exchangeHook(endpoint: ExchangeEndpoint, tokens: ExchangeTokens): TokenHook {
  const attempt = async (signal: AbortSignal, request: TokenRequest): Promise<Result<AcsToken>> => {
    const teams = await tokens.teams(endpoint.mayRefuseTeamsToken ? request : { rejected: false });
    if (!teams.ok) return teams;
    const caller = await tokens.caller(request);
    if (!caller.ok) return caller;
    let response: Response;
    try {
      response = await fetch(endpoint.url, {
        method: 'POST',
        signal,
        redirect: 'error',
        headers: {
          ...(caller.value !== null && { authorization: `Bearer ${caller.value}` }),
          'content-type': 'application/json',
        },
        body: JSON.stringify(endpoint.body(teams.value)),
      });
    } catch (cause) {
      return endpoint.unreachable(cause, signal);
    }
    if (response.status === 401 && !request.rejected)
      return attempt(signal, { rejected: true, ...claimsChallenge(response) });
    if (!response.ok) return endpoint.refusal(response);
    const answer = ExchangeResponse.safeParse(await response.json().catch(() => null));
    if (!answer.success) return fail('service-answer-invalid', { detail: `${response.status}` });
    const now = Date.now();
    const expiresAt = localExpiry(answer.data, response.headers.get('date'), now);
    // The SDK's credential treats an expired token as a failure of its refresher, and never renews again.
    if (expiresAt <= now) return fail('service-answer-invalid', { detail: 'expired' });
    return ok({ token: answer.data.token, expiresAt });
  };
  return (signal) => attempt(signal, { rejected: false });
}
