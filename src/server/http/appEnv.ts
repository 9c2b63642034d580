import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { RequestHeaders } from '../auth/caller.ts';

/** The types of the service's hono app: what the context of each request contains. */
export interface AppEnv {
  /** Node's own request and response. */
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    /** The caller's pseudonym for the log; undefined until the caller is authenticated. */
    callerPseudonym: string | undefined;
    /** The headers that the response will have, even if it is a refusal. Handlers add to these headers. */
    headers: Record<string, string>;
  };
}

/** The headers that decide where a request goes or who sent it. A request that repeats one of them is ambiguous. */
const singleHeaderNames = [
  'host',
  'origin',
  'authorization',
  'content-type',
  'content-length',
  'content-encoding',
] as const;
type SingleHeaderName = (typeof singleHeaderNames)[number];
export const singleHeaders: ReadonlySet<string> = new Set(singleHeaderNames);

/** Reads one of the `singleHeaders` from Node's request, because hono's `Headers` object costs ten times as much. */
export const readHeader = (c: Context<AppEnv>, name: SingleHeaderName): string | undefined =>
  c.env.incoming.headers[name];

/** Lets the verifier of the caller read any header of a request. */
export const readHeaders = (c: Context<AppEnv>): RequestHeaders => ({
  get: (name) => c.env.incoming.headers[name]?.toString() ?? null,
});

/**
 * Creates a JSON response with the headers that the request guard and the handler have collected. The headers are a plain
 * object: hono's `c.header` and `c.json` create a `Headers` object for each response, which takes a quarter as long as
 * verifying a token.
 */
export function createJsonResponse(c: Context<AppEnv>, value: unknown, status = 200): Response {
  const headers = c.get('headers');
  // The request guard has set this header, but the handler that serves the built app may have removed it before it threw.
  headers['content-type'] = 'application/json';
  return new Response(JSON.stringify(value), { status, headers });
}
