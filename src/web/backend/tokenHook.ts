import { ExchangeResponse } from '../../contract/exchange.ts';
import type { TokenRequest } from '../auth/tokenRequest.ts';
import { fail, ok, type Failure, type Result } from '../errors/problem.ts';
import { readClaimsChallenge } from './claimsChallenge.ts';
import { toLocalExpiry } from './localExpiry.ts';

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

/**
 * Acquires the two tokens of an exchange: the Teams token, which is exchanged, and the caller token, which proves the
 * user to the exchange endpoint. The caller token is `null` if a cookie proves the user.
 */
export interface ExchangeTokens {
  acquireTeamsToken(request: TokenRequest): Promise<Result<string>>;
  acquireCallerToken(request: TokenRequest): Promise<Result<string | null>>;
}

type TokenName = 'teams' | 'caller';

const anyToken: TokenRequest = { rejected: false };

/** Where a Teams token is exchanged for an ACS token, what to send there, and what the failures mean. */
export interface ExchangeEndpoint {
  readonly url: string;
  /** Creates the body of the request, which is sent as JSON. */
  readonly createBody: (teamsToken: string) => object;
  /** Finds the tokens that the endpoint may have refused, so that new ones may help. @param response is not OK */
  readonly findRefusedTokens: (response: Response) => Promise<readonly TokenName[]>;
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
 * Creates the token hook for an exchange endpoint. If the endpoint refuses a token, the hook tries once more with a new one.
 * It does not follow redirects, so that only the configured server receives the Teams token.
 */
export function createExchangeHook(endpoint: ExchangeEndpoint, tokens: ExchangeTokens): TokenHook {
  const sendTokens = (teamsToken: string, callerToken: string | null, signal: AbortSignal) =>
    fetch(endpoint.url, {
      method: 'POST',
      signal,
      redirect: 'error',
      headers: {
        ...(callerToken !== null && { authorization: `Bearer ${callerToken}` }),
        'content-type': 'application/json',
      },
      body: JSON.stringify(endpoint.createBody(teamsToken)),
    });

  /**
   * @param refusals the tokens that this attempt renews, because the endpoint has refused them
   * @param renewedTokens all tokens that have been renewed, including those of this attempt
   */
  const attempt = async (
    signal: AbortSignal,
    refusals: Partial<Record<TokenName, TokenRequest>>,
    renewedTokens: ReadonlySet<TokenName>,
  ): Promise<Result<AcsToken>> => {
    const { teams = anyToken, caller = anyToken } = refusals;
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
    const nextRefusals = Object.fromEntries(newlyRefused.map((name) => [name, request]));
    return attempt(signal, nextRefusals, new Set([...renewedTokens, ...newlyRefused]));
  };
  return (signal) => attempt(signal, {}, new Set());
}

async function readToken(response: Response): Promise<Result<AcsToken>> {
  const answer = ExchangeResponse.safeParse(await response.json().catch(() => null));
  if (!answer.success) return fail('service-answer-invalid', { detail: `${response.status}` });
  const now = Date.now();
  const expiresAt = toLocalExpiry(answer.data, response.headers.get('date'), now);
  // If the SDK's credential gets an expired token, it never renews its token again.
  if (expiresAt <= now) return fail('service-answer-invalid', { detail: 'expired' });
  return ok({ token: answer.data.token, expiresAt });
}
