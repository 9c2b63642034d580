import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { HttpError } from '../httpError.ts';
import { headerOf, singleHeaders, type AppEnv } from './appEnv.ts';
import { checkOrigin } from './origins.ts';
import { responseHeaders } from './securityHeaders.ts';

/**
 * A host name or address with an optional port. The URL parser would also accept lists, quotes and empty
 * labels.
 */
const hostForm = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const maxHostLength = 260;

/**
 * Creates the first step of every request: it assigns the request id and the response headers, and refuses a
 * request that two readers could understand differently or that a page of another origin sent.
 *
 * @param origins allowed in addition to the service's own
 * @returns a function that returns the response to a CORS preflight and null for any other request. It throws
 *   `HttpError` 400, 403 or 404 for a refused request
 */
export function createRequestGuard(origins: readonly string[]): (c: Context<AppEnv>) => Response | null {
  const allowed = new Set(origins);
  return (c) => {
    startResponse(c);
    refuseAmbiguous(c);
    return checkOrigin(c, allowed);
  };
}

function startResponse(c: Context<AppEnv>): void {
  const requestId = randomUUID();
  c.set('requestId', requestId);
  c.set('headers', responseHeaders(requestId, headerOf(c, 'host')));
}

/**
 * Refuses ambiguous requests that Node's parser accepts: other versions and codings of HTTP, repeated headers,
 * encoded or doubled path separators, dot segments, an absolute target, an invalid Host.
 */
function refuseAmbiguous(c: Context<AppEnv>): void {
  const incoming = c.env?.incoming;
  if (incoming) checkFraming(incoming);
  const host = headerOf(c, 'host') ?? '';
  if (host.length > maxHostLength || (host !== '' && !hostForm.test(host)))
    throw new HttpError(400, 'host_invalid');
  // If there are as many names as headers, none is repeated, and the closer look is unnecessary.
  if (incoming && Object.keys(incoming.headers).length * 2 !== incoming.rawHeaders.length) {
    const seen = new Set<string>();
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      const name = incoming.rawHeaders[index]?.toLowerCase() ?? '';
      if (!singleHeaders.has(name)) continue;
      if (seen.has(name)) throw new HttpError(400, 'header_repeated');
      seen.add(name);
    }
  }
  const target = incoming?.url ?? new URL(c.req.url).pathname;
  if (!target.startsWith('/')) throw new HttpError(400, 'target_invalid');
  const end = target.indexOf('?');
  const path = end < 0 ? target : target.slice(0, end);
  const isPlain = /^[\w.~@:+/-]+$/.test(path) && !path.includes('//');
  if (!isPlain || /\/\.{1,2}(?:\/|$)/.test(path)) throw new HttpError(404, 'not_found');
}

/**
 * All readers on the way must agree where one request ends and the next begins. Node accepts version 2.0 in the
 * request line, any coding before `chunked`, and chunks in HTTP/1.0, which has none (RFC 9112, section 6.1).
 */
function checkFraming({ httpVersion, headers }: IncomingMessage): void {
  const coding = headers['transfer-encoding'];
  const isPlain =
    httpVersion === '1.1'
      ? coding === undefined || coding.toLowerCase() === 'chunked'
      : httpVersion === '1.0' && coding === undefined;
  if (!isPlain) throw new HttpError(400, 'request_malformed', { headers: { connection: 'close' } });
}
