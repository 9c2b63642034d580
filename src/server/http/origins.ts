import type { Context } from 'hono';
import { HttpError } from '../httpError.ts';
import { readHeader, type AppEnv } from './appEnv.ts';

/**
 * Refuses requests from pages of foreign origins, and adds the CORS headers for pages of allowed origins. Pages of the
 * service's own origin are always allowed. A request without `Origin` passes, because it does not come from a page.
 *
 * @param allowed origins such as `https://phone.fabrikam.com`
 * @returns the response if the request is an allowed preflight, otherwise null
 * @throws HttpError 403 for any other origin
 */
export function checkOrigin(c: Context<AppEnv>, allowed: ReadonlySet<string>): Response | null {
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
 * service does not know its own scheme. It compares texts, because browsers write an origin in only one way.
 */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  const ownHost = host?.toLowerCase();
  return ownHost !== undefined && (origin === `https://${ownHost}` || origin === `http://${ownHost}`);
}
