import { ExchangeResponse } from '../../contract/exchange.ts';
import { fail, ok, type Failure, type Result } from '../errors/problem.ts';
import { claimsChallenge } from './claimsChallenge.ts';
import { rebase } from './rebase.ts';

/** Artifact 4 as the app needs it. */
export interface AcsToken {
  readonly token: string;
  /** Milliseconds of this machine's clock, whatever that clock says (see `rebase`). */
  readonly expiresAt: number;
}

/** Gets an ACS access token. Nothing else in the app knows how. */
export type TokenHook = (signal: AbortSignal) => Promise<Result<AcsToken>>;

/** How a token has to be got: set after the other side refused the one it was given. */
export interface TokenRequest {
  /** It must be a new one, whatever the cache holds. */
  readonly rejected: boolean;
  /** What the new one must fulfil, as the other side's challenge says. */
  readonly claims?: string;
}

/**
 * Artifact 1, and whatever the caller proves itself with; each renewed before it is handed out. `null`: the browser
 * itself proves the caller, by the cookie of a session.
 */
export interface ExchangeTokens {
  teams(wish: TokenRequest): Promise<Result<string>>;
  caller(wish: TokenRequest): Promise<Result<string | null>>;
}

/** Where artifact 1 is exchanged, and how that place wants it and refuses it. */
export interface ExchangePlace {
  readonly url: string;
  readonly body: (teamsToken: string) => object;
  /** Whether 401 may be about artifact 1, too. */
  readonly judgesTeamsToken: boolean;
  readonly refusal: (response: Response) => Promise<Failure>;
  readonly unreachable: (cause: unknown, signal: AbortSignal) => Promise<Failure>;
}

/**
 * The token hook for one place. A refusal by 401 leads to exactly one more try with new tokens; a redirect is not
 * followed, so that artifact 1 goes nowhere but to the place configured.
 */
export function exchangeHook(place: ExchangePlace, tokens: ExchangeTokens): TokenHook {
  const attempt = async (signal: AbortSignal, wish: TokenRequest): Promise<Result<AcsToken>> => {
    const teams = await tokens.teams(place.judgesTeamsToken ? wish : { rejected: false });
    if (!teams.ok) return teams;
    const caller = await tokens.caller(wish);
    if (!caller.ok) return caller;
    let response: Response;
    try {
      response = await fetch(place.url, {
        method: 'POST',
        signal,
        redirect: 'error',
        headers: {
          ...(caller.value !== null && { authorization: `Bearer ${caller.value}` }),
          'content-type': 'application/json',
        },
        body: JSON.stringify(place.body(teams.value)),
      });
    } catch (cause) {
      return place.unreachable(cause, signal);
    }
    if (response.status === 401 && !wish.rejected)
      return attempt(signal, { rejected: true, ...claimsChallenge(response) });
    if (!response.ok) return place.refusal(response);
    const answer = ExchangeResponse.safeParse(await response.json().catch(() => null));
    if (!answer.success) return fail('service-answer-invalid', { detail: `${response.status}` });
    const now = Date.now();
    const expiresAt = rebase(answer.data, response.headers.get('date'), now);
    // The credential takes one that has ended for a refresher that failed, and never renews again.
    if (expiresAt <= now) return fail('service-answer-invalid', { detail: 'expired' });
    return ok({ token: answer.data.token, expiresAt });
  };
  return (signal) => attempt(signal, { rejected: false });
}
