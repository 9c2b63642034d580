import type { Result } from '../errors/problem.ts';
import { claimsChallenge } from './claimsChallenge.ts';
import type { TokenRequest } from './tokenHook.ts';

/** Why Graph did not answer a request. `noToken`: the app has no token for Graph. `unavailable`: Graph failed or did not answer. */
export type GraphFailure = 'noToken' | 'notFound' | 'forbidden' | 'busy' | 'unavailable';

export type GraphAnswer =
  | { readonly ok: true; readonly response: Response }
  | { readonly ok: false; readonly reason: GraphFailure; readonly retryAfter?: number };

/** Sends a request to Microsoft Graph; never rejects. @param path the part after the version, for example `/me/people` */
export type Graph = (
  path: string,
  request: { readonly scopes: string[]; readonly signal?: AbortSignal } & Pick<
    RequestInit,
    'method' | 'body' | 'headers'
  >,
) => Promise<GraphAnswer>;

/** Milliseconds until a request is abandoned. */
const requestTimeoutMs = 10_000;
/** Adds up to a quarter: Graph asks all clients for the same delay, and they must not all return at once. */
const withJitter = (seconds: number): number => seconds * (1 + Math.random() / 4);

const reasons: Record<number, GraphFailure> = { 403: 'forbidden', 404: 'notFound', 429: 'busy' };

/**
 * @param endpoint for example `https://graph.microsoft.com/v1.0`
 * @param token acquires a token; it reports to the user if only the user can solve a problem
 */
export function createGraph(
  endpoint: string,
  token: (scopes: string[], request?: TokenRequest) => Promise<Result<string>>,
): Graph {
  const send = async (
    path: string,
    request: Parameters<Graph>[1],
    challenge?: TokenRequest,
  ): Promise<GraphAnswer> => {
    const { scopes, signal, headers, ...init } = request;
    const bearer = await token(scopes, challenge);
    if (!bearer.ok) return { ok: false, reason: 'noToken' };
    try {
      const deadline = AbortSignal.timeout(requestTimeoutMs);
      const response = await fetch(endpoint + path, {
        ...init,
        // A redirect could send the token to another server than Graph.
        redirect: 'error',
        headers: { ...(headers as Record<string, string>), authorization: `Bearer ${bearer.value}` },
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      // The token was revoked, or a policy demands claims: Graph is asked once more with a new token that has them.
      if (response.status === 401 && !challenge)
        return await send(path, request, { rejected: true, ...claimsChallenge(response) });
      if (response.ok) return { ok: true, response };
      const retryAfter = Number(response.headers.get('retry-after'));
      return {
        ok: false,
        reason: reasons[response.status] ?? 'unavailable',
        ...(retryAfter > 0 && { retryAfter: withJitter(Math.min(retryAfter, 60)) }),
      };
    } catch {
      // The device is offline, the request was blocked or took too long, or the caller aborted it.
      return { ok: false, reason: 'unavailable' };
    }
  };
  return (path, request) => send(path, request);
}
