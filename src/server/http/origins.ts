import type { Context } from 'hono';
import { HttpError } from '../httpError.ts';
import { headerOf, type AppEnv } from './appEnv.ts';

/**
 * Refuses requests from pages of other origins, and adds the CORS headers for pages of allowed origins. The
 * service's own origin is always allowed. A request without `Origin` does not come from a page and passes.
 *
 * @param allowed origins such as `https://phone.fabrikam.com`
 * @returns the response if the request is an allowed preflight, otherwise null
 * @throws HttpError 403 for any other origin
 */
export function checkOrigin(c: Context<AppEnv>, allowed: ReadonlySet<string>): Response | null {
  const origin = headerOf(c, 'origin');
  if (origin === undefined) return null;
  if (!allowed.has(origin)) {
    if (!isOwnOrigin(origin, headerOf(c, 'host'))) throw new HttpError(403, 'origin_not_allowed');
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
 * Accepts both schemes: behind a proxy that ends TLS the service cannot know its own without trusting headers.
 * The comparison is textual, because browsers write an origin in one way only.
 */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  const ownHost = host?.toLowerCase();
  return ownHost !== undefined && (origin === `https://${ownHost}` || origin === `http://${ownHost}`);
}
