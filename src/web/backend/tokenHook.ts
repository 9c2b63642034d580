import { ExchangeResponse } from '../../contract/exchange.ts';
import { fromBackend } from '../errors/fromBackend.ts';
import { fail, ok, type Result } from '../errors/problem.ts';

/** Artifact 4 as the app needs it. */
export interface AcsToken {
  readonly token: string;
  /** Milliseconds of this machine's clock, whatever that clock says (see `rebase`). */
  readonly expiresAt: number;
}

/** Gets an ACS access token. Nothing else in the app knows how. */
export type TokenHook = (signal: AbortSignal) => Promise<Result<AcsToken>>;

/**
 * Moves an expiry from the server's clock to this machine's: a laptop two hours ahead would otherwise think
 * every fresh token dead. `Date` has a resolution of one second, which is enough.
 */
export function rebase(expiresOn: string, serverDate: string | null, now: number): number {
  const serverNow = serverDate === null ? Number.NaN : Date.parse(serverDate);
  const skew = Number.isNaN(serverNow) ? 0 : now - serverNow;
  return Date.parse(expiresOn) + skew;
}

/**
 * The token hook that asks a token service: artifact 2 as the bearer, artifact 1 as the body.
 * @param url the exchange route.
 * @param tokens artifact 1 and artifact 2, each renewed before it is handed out. `rejected` is set after the
 *   service refused the caller's token once: it must then be a new one.
 */
export function serviceTokenHook(
  url: string,
  tokens: {
    teams(): Promise<Result<string>>;
    caller(options: { rejected: boolean }): Promise<Result<string>>;
  },
): TokenHook {
  const attempt = async (signal: AbortSignal, rejected: boolean): Promise<Result<AcsToken>> => {
    const [teams, caller] = await Promise.all([tokens.teams(), tokens.caller({ rejected })]);
    if (!teams.ok) return teams;
    if (!caller.ok) return caller;
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        signal,
        redirect: 'error',
        headers: { authorization: `Bearer ${caller.value}`, 'content-type': 'application/json' },
        body: JSON.stringify({ teamsUserAadToken: teams.value }),
      });
    } catch (cause) {
      return fail('service-unreachable', { cause });
    }
    if (response.status === 401 && !rejected) return attempt(signal, true);
    if (!response.ok) return fromBackend(response);
    const answer = ExchangeResponse.safeParse(await response.json().catch(() => null));
    if (!answer.success) return fail('service-answer-invalid', { detail: `${response.status}` });
    const { token, expiresOn } = answer.data;
    return ok({ token, expiresAt: rebase(expiresOn, response.headers.get('date'), Date.now()) });
  };
  return (signal) => attempt(signal, false);
}
