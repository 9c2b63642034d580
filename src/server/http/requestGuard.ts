import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { HttpError } from '../httpError.ts';
import { readHeader, singleHeaders, type AppEnv } from './appEnv.ts';
import { createResponseHeaders } from './securityHeaders.ts';

/** Matches a host name or an address with an optional port. It is stricter than the URL parser, which accepts lists and quotes. */
const hostPattern = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
/** A host name has 253 characters at most, its final dot is one more, and a port with its colon has 6. */
const maxHostLength = 260;

/**
 * Creates the guard that runs first for every request. The guard assigns the request id and the response headers. It
 * refuses requests from pages of foreign origins, and requests that a proxy and this service could understand differently.
 *
 * @param origins the allowed origins, in addition to the service's own
 * @returns the guard. It returns the response to a CORS preflight, or null for any other request, and throws `HttpError`
 *   400, 403 or 404 for a refused one
 */
export function createRequestGuard(origins: readonly string[]): (c: Context<AppEnv>) => Response | null {
  const allowed = new Set(origins);
  return (c) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    c.set('headers', createResponseHeaders(requestId, readHeader(c, 'host')));
    refuseAmbiguousRequest(c.env.incoming);
    return checkOrigin(c, allowed);
  };
}

/**
 * Refuses ambiguous requests that Node's parser accepts: other versions and codings of HTTP, repeated headers,
 * encoded or doubled path separators, dot segments, an absolute target, an invalid Host.
 */
function refuseAmbiguousRequest(incoming: IncomingMessage): void {
  checkFraming(incoming);
  // hono's adapter has already refused a request without a host.
  const { host = '' } = incoming.headers;
  if (host.length > maxHostLength || (host !== '' && !hostPattern.test(host)))
    throw new HttpError(400, 'host_invalid');
  // `rawHeaders` lists the name and the value of each header. If `headers` has as many names, no header is repeated.
  if (Object.keys(incoming.headers).length * 2 !== incoming.rawHeaders.length) {
    const seenNames = new Set<string>();
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      const name = incoming.rawHeaders[index]?.toLowerCase() ?? '';
      if (!singleHeaders.has(name)) continue;
      if (seenNames.has(name)) throw new HttpError(400, 'header_repeated');
      seenNames.add(name);
    }
  }
  const target = incoming.url ?? '';
  if (!target.startsWith('/')) throw new HttpError(400, 'target_invalid');
  const [path = ''] = target.split('?', 1);
  const isPlain = /^[\w.~@:+/-]+$/.test(path) && !path.includes('//');
  const hasDotSegment = /\/\.{1,2}(?:\/|$)/.test(path);
  if (!isPlain || hasDotSegment) throw new HttpError(404, 'not_found');
}

/**
 * Refuses a request whose end a proxy could see at another place than Node does (request smuggling). Node accepts version
 * 2.0 in the request line, any coding before `chunked`, and chunks in HTTP/1.0, which has none (RFC 9112, section 6.1).
 */
function checkFraming({ httpVersion, headers }: IncomingMessage): void {
  const coding = headers['transfer-encoding'];
  const isClear =
    httpVersion === '1.1'
      ? coding === undefined || coding.toLowerCase() === 'chunked'
      : httpVersion === '1.0' && coding === undefined;
  if (!isClear) throw new HttpError(400, 'request_malformed', { headers: { connection: 'close' } });
}

/**
 * Refuses requests from pages of foreign origins, and adds the CORS headers for pages of allowed ones. A request without
 * `Origin` passes, because no page of another origin can read its response.
 *
 * @param allowed origins such as `https://phone.fabrikam.com`
 * @returns the response if the request is an allowed preflight, otherwise null
 * @throws HttpError 403 for any other origin
 */
function checkOrigin(c: Context<AppEnv>, allowed: ReadonlySet<string>): Response | null {
  const origin = readHeader(c, 'origin');
  if (origin === undefined) return null;
  if (!allowed.has(origin)) {
    if (!isOwnOrigin(origin, readHeader(c, 'host'))) throw new HttpError(403, 'origin_not_allowed');
    return null;
  }
  const headers = c.get('headers');
  headers['access-control-allow-origin'] = origin;
  headers['vary'] = 'Origin';
  if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined) {
    headers['access-control-allow-methods'] = 'POST';
    headers['access-control-allow-headers'] = 'authorization, content-type';
    headers['access-control-max-age'] = '600';
    delete headers['content-type'];
    return new Response(null, { status: 204, headers });
  }
  headers['access-control-expose-headers'] = 'date, retry-after, www-authenticate, x-request-id';
  return null;
}

/**
 * Tells whether an origin is the service's own. It accepts http and https, because behind a proxy that ends TLS the
 * service does not know its own scheme.
 */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  const ownHost = host?.toLowerCase();
  return ownHost !== undefined && (origin === `https://${ownHost}` || origin === `http://${ownHost}`);
}
