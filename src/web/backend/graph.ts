import * as z from 'zod/mini';
import type { TokenRequest } from '../auth/tokenRequest.ts';
import { isOffline } from '../base/isOffline.ts';
import { toSingleLine } from '../base/toSingleLine.ts';
import type { GraphFailure } from '../errors/graphFailure.ts';
import type { Problem, Result } from '../errors/problem.ts';
import { readClaimsChallenge } from './claimsChallenge.ts';

export type GraphAnswer =
  | { readonly ok: true; readonly response: Response }
  | {
      readonly ok: false;
      readonly reason: GraphFailure;
      /** How long to wait before the next request, if Graph has asked for a delay. */
      readonly retryAfterSeconds?: number;
      /** The HTTP status, if Graph has answered. */
      readonly status?: number;
    };

/**
 * Sends a request to Microsoft Graph. Never rejects.
 * @param path the part of the address after the version, for example `/me/people`
 */
export type Graph = (
  path: string,
  request: {
    readonly scopes: string[];
    readonly headers?: Readonly<Record<string, string>>;
    /** What the request sends: an object, or a JSON text. */
    readonly body?: object | string;
    /** By default, a request with a body is a POST, and one without is a GET. */
    readonly method?: 'PUT' | 'PATCH' | 'DELETE';
    /** The longest time for a request that sends much. */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
  },
) => Promise<GraphAnswer>;

/** Reads an answer's JSON. @returns the JSON, or why there is none; `unavailable` if it does not fit the schema */
export async function readBody<Body extends object>(
  answer: GraphAnswer,
  schema: z.ZodMiniType<Body>,
): Promise<Body | GraphFailure> {
  if (!answer.ok) return answer.reason;
  const body = schema.safeParse(await answer.response.json().catch(() => null));
  return body.success ? body.data : 'unavailable';
}

/** A text that the directory may lack. Then Graph sends `null`, or leaves the property out. */
export const optionalText = z.nullish(z.string());

/** The longest name that Entra allows. Other texts are cut to the same length. */
const maxCharacters = 256;

/** Turns a text of the directory into one short line. @returns `null` if there is none */
export const toText = (text: string | null | undefined): string | null =>
  toSingleLine(text ?? '', maxCharacters) || null;

/** Reads a time of Outlook in milliseconds since 1970. Graph sends it in UTC, but without the `Z` at its end. */
export const toUtcTime = ({ dateTime }: { readonly dateTime: string }): number =>
  Date.parse(`${dateTime.replace(/Z$/, '')}Z`);

const requestTimeoutMs = 10_000;
/**
 * A longer `Retry-After` of Graph counts as this, because a browser's timer cannot wait longer than 24 days. Graph asks for minutes
 * if need be, and throttles longer whoever asks earlier.
 * @see https://learn.microsoft.com/graph/throttling
 */
const longestDelaySeconds = 86_400;
/** Adds up to a quarter, because Graph asks all clients for the same delay, but they must not all return at once. */
const addJitter = (seconds: number): number => seconds * (1 + Math.random() / 4);

const failureByStatus: Record<number, GraphFailure> = { 403: 'forbidden', 404: 'notFound', 429: 'busy' };

/** Checks the network first: without it, MSAL fails with codes that otherwise mean that the user must sign in. */
function explainMissingToken({ code }: Problem): GraphFailure {
  if (isOffline()) return 'offline';
  return code === 'sign-in-unreachable' ? 'unavailable' : 'noToken';
}

/**
 * Creates the function that sends requests to Microsoft Graph.
 * @param endpoint for example `https://graph.microsoft.com/v1.0`
 * @param acquireToken gets an access token, and tells the user about a problem that only the user can solve
 */
export function createGraph(
  endpoint: string,
  acquireToken: (scopes: string[], request?: TokenRequest) => Promise<Result<string>>,
): Graph {
  /** @param tokenRequest set at the second attempt: what the new token must have */
  const send = async (
    path: string,
    request: Parameters<Graph>[1],
    tokenRequest?: TokenRequest,
  ): Promise<GraphAnswer> => {
    const { scopes, signal, headers, body, method = body ? 'POST' : 'GET' } = request;
    const token = await acquireToken(scopes, tokenRequest);
    if (!token.ok) return { ok: false, reason: explainMissingToken(token.problem) };
    try {
      const deadline = AbortSignal.timeout(request.timeoutMs ?? requestTimeoutMs);
      const response = await fetch(endpoint + path, {
        method,
        ...(body && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        // A redirect could send the token to a server that is not Graph.
        redirect: 'error',
        headers: {
          ...headers,
          ...(body && { 'content-type': 'application/json' }),
          authorization: `Bearer ${token.value}`,
        },
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      // The token was revoked, or a policy demands further claims: a second attempt uses a new token.
      if (response.status === 401 && !tokenRequest)
        return await send(path, request, { rejected: true, ...readClaimsChallenge(response) });
      if (response.ok) return { ok: true, response };
      const waitSeconds = Number(response.headers.get('retry-after'));
      return {
        ok: false,
        reason: failureByStatus[response.status] ?? 'unavailable',
        status: response.status,
        ...(waitSeconds > 0 && { retryAfterSeconds: addJitter(Math.min(waitSeconds, longestDelaySeconds)) }),
      };
    } catch {
      // The device is offline, the request was blocked or took too long, or the caller aborted it.
      return { ok: false, reason: isOffline() ? 'offline' : 'unavailable' };
    }
  };
  return (path, request) => send(path, request);
}
