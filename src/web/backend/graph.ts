import type { Result } from '../errors/problem.ts';
import { claimsChallenge } from './claimsChallenge.ts';
import type { TokenRequest } from './tokenHook.ts';

/** Why Graph gave nothing: nobody signed in for it, it said no, it is busy, or it cannot be reached. */
export type GraphFailure = 'noToken' | 'notFound' | 'forbidden' | 'busy' | 'unavailable';

export type GraphAnswer =
  | { readonly ok: true; readonly response: Response }
  | { readonly ok: false; readonly why: GraphFailure; readonly retryAfter?: number };

/** Asks Microsoft Graph. @param path below the version, for example `/me/people` */
export type Graph = (
  path: string,
  wish: { readonly scopes: string[]; readonly signal?: AbortSignal } & Pick<
    RequestInit,
    'method' | 'body' | 'headers'
  >,
) => Promise<GraphAnswer>;

const patience = 10_000;
/** Up to a quarter more: Graph tells every client the same time, and they must not all return at once. */
const spread = (seconds: number): number => seconds * (1 + Math.random() / 4);

const reasons: Record<number, GraphFailure> = { 403: 'forbidden', 404: 'notFound', 429: 'busy' };

/**
 * @param endpoint for example `https://graph.microsoft.com/v1.0`
 * @param token for Graph's scopes; it tells the person by itself when they are needed
 */
export function createGraph(
  endpoint: string,
  token: (scopes: string[], wish?: TokenRequest) => Promise<Result<string>>,
): Graph {
  const ask = async (
    path: string,
    wish: Parameters<Graph>[1],
    challenge?: TokenRequest,
  ): Promise<GraphAnswer> => {
    const { scopes, signal, headers, ...init } = wish;
    const bearer = await token(scopes, challenge);
    if (!bearer.ok) return { ok: false, why: 'noToken' };
    try {
      const deadline = AbortSignal.timeout(patience);
      const response = await fetch(endpoint + path, {
        ...init,
        // The token is for Graph, and for no place that Graph, or somebody in between, points to.
        redirect: 'error',
        headers: { ...(headers as Record<string, string>), authorization: `Bearer ${bearer.value}` },
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      // Revoked, or a policy wants more: one more try with a token that fulfils what Graph asks for.
      if (response.status === 401 && !challenge)
        return await ask(path, wish, { rejected: true, ...claimsChallenge(response) });
      if (response.ok) return { ok: true, response };
      const retryAfter = Number(response.headers.get('retry-after'));
      return {
        ok: false,
        why: reasons[response.status] ?? 'unavailable',
        ...(retryAfter > 0 && { retryAfter: spread(Math.min(retryAfter, 60)) }),
      };
    } catch {
      // Offline, blocked, slow or no longer wanted: the caller goes on without, and says so.
      return { ok: false, why: 'unavailable' };
    }
  };
  return (path, wish) => ask(path, wish);
}
