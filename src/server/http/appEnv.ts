import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { RequestHeaders } from '../auth/caller.ts';

export interface AppEnv {
  /** Node's own request, absent in tests that call the app without a port. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** Pseudonym of the caller, once proven. */
    person: string | undefined;
    /** What every answer to this request carries, whatever it will be; whoever knows more adds to it. */
    headers: Record<string, string>;
  };
}

/** Headers that decide where a request goes or who sent it; two of them are two different requests. */
const singleHeaders = [
  'host',
  'origin',
  'authorization',
  'content-type',
  'content-length',
  'content-encoding',
] as const;
type SingleHeader = (typeof singleHeaders)[number];
export const single: ReadonlySet<string> = new Set(singleHeaders);

/**
 * A header of which there can be one only (see `single`), read where Node has it already: going through the `Headers`
 * of the request costs ten times as much.
 */
export function headerOf(c: Context<AppEnv>, name: SingleHeader): string | undefined {
  return c.env?.incoming ? c.env.incoming.headers[name] : c.req.header(name);
}

/** All headers, read as `headerOf` does. What can be there only once was seen to be (see `createOpening`). */
export function headersOf(c: Context<AppEnv>): RequestHeaders {
  const incoming = c.env?.incoming;
  return incoming ? { get: (name) => incoming.headers[name]?.toString() ?? null } : c.req.raw.headers;
}

/**
 * Answers JSON with the request's headers. Made from a plain object: hono's `c.header` and `c.json` build a `Headers`
 * for each answer, which costs a quarter of verifying a token.
 */
export function answerJson(c: Context<AppEnv>, value: unknown, status = 200): Response {
  const headers = c.get('headers');
  // It may have been taken out for a file that then was not there.
  headers['content-type'] = 'application/json';
  return new Response(JSON.stringify(value), { status, headers });
}
