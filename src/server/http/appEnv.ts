import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { RequestHeaders } from '../auth/caller.ts';

/** The types of the service's hono app: what the context of each request contains. */
export interface AppEnv {
  /** Node's own request and response. Absent in tests that call the app without a port. */
  Bindings: Partial<HttpBindings>;
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

/**
 * Reads one of the `singleHeaders`. If possible it reads Node's own request, because hono's `Headers` object costs ten
 * times as much.
 */
export function readHeader(c: Context<AppEnv>, name: SingleHeaderName): string | undefined {
  return c.env?.incoming ? c.env.incoming.headers[name] : c.req.header(name);
}

/**
 * Returns all headers of a request, which verifiers of the caller read. The request guard has already refused repeated
 * `singleHeaders`.
 */
export function readHeaders(c: Context<AppEnv>): RequestHeaders {
  const incoming = c.env?.incoming;
  return incoming ? { get: (name) => incoming.headers[name]?.toString() ?? null } : c.req.raw.headers;
}

/**
 * Creates a JSON response with the headers that were collected for this request. The headers are a plain object,
 * because hono's `c.header` and `c.json` create a `Headers` object for each response. That would cost a quarter of the
 * time that the verification of a token takes.
 */
export function createJsonResponse(c: Context<AppEnv>, value: unknown, status = 200): Response {
  const headers = c.get('headers');
  // The site handler, which serves the built app, may have removed this header before it threw an error.
  headers['content-type'] = 'application/json';
  return new Response(JSON.stringify(value), { status, headers });
}
