import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { HttpError } from '../httpError.ts';
import { headerOf, single, type AppEnv } from './appEnv.ts';
import { checkOrigin } from './origins.ts';
import { responseHeaders } from './securityHeaders.ts';

/** A name or an address, and perhaps a port. What makes a URL of it takes lists, quotes and empty labels, too. */
const hostForm = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const maxHostLength = 260;

/**
 * What happens to every request before anything else: it gets its id and the headers of its answer, and is refused if
 * two readers could understand it differently or if a foreign page sent it.
 *
 * @param origins allowed besides the service's own
 * @returns a function that gives the answer if there is nothing more to do (a preflight), otherwise null
 */
export function createRequestGuard(origins: readonly string[]): (c: Context<AppEnv>) => Response | null {
  const allowed = new Set(origins);
  return (c) => {
    startResponse(c);
    rejectAmbiguous(c);
    return checkOrigin(c, allowed);
  };
}

function startResponse(c: Context<AppEnv>): void {
  const requestId = randomUUID();
  c.set('requestId', requestId);
  c.set('headers', responseHeaders(requestId, headerOf(c, 'host')));
}

/**
 * Refuses what Node's parser lets through: other versions and codings of HTTP, repeated headers, encoded or doubled
 * path separators, dot segments, another host in the request line, a host that is none or several.
 */
function rejectAmbiguous(c: Context<AppEnv>): void {
  const incoming = c.env?.incoming;
  if (incoming) checkFraming(incoming);
  const host = headerOf(c, 'host') ?? '';
  if (host.length > maxHostLength || (host !== '' && !hostForm.test(host)))
    throw new HttpError(400, 'host_invalid');
  // As many names as headers: none came twice, and the closer look is spared.
  if (incoming && Object.keys(incoming.headers).length * 2 !== incoming.rawHeaders.length) {
    const seen = new Set<string>();
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      const name = incoming.rawHeaders[index]?.toLowerCase() ?? '';
      if (!single.has(name)) continue;
      if (seen.has(name)) throw new HttpError(400, 'header_repeated');
      seen.add(name);
    }
  }
  const target = incoming?.url ?? new URL(c.req.url).pathname;
  if (!target.startsWith('/')) throw new HttpError(400, 'target_invalid');
  const end = target.indexOf('?');
  const path = end < 0 ? target : target.slice(0, end);
  const plain = /^[\w.~@:+/-]+$/.test(path) && !path.includes('//');
  if (!plain || /\/\.{1,2}(?:\/|$)/.test(path)) throw new HttpError(404, 'not_found');
}

/**
 * Where one request ends and the next begins must be the same to every reader on the way. Node takes a version 2.0 in
 * the request line, any coding before `chunked`, and chunks in HTTP/1.0, which has none (RFC 9112, section 6.1).
 */
function checkFraming({ httpVersion, headers }: IncomingMessage): void {
  const coding = headers['transfer-encoding'];
  const plain =
    httpVersion === '1.1'
      ? coding === undefined || coding.toLowerCase() === 'chunked'
      : httpVersion === '1.0' && coding === undefined;
  if (!plain) throw new HttpError(400, 'request_malformed', { headers: { connection: 'close' } });
}
