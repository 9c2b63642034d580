import type { Context } from 'hono';
import { HttpError } from '../httpError.ts';
import { headerOf, type AppEnv } from './appEnv.ts';

/**
 * Refuses a request that a page of another origin sent, and lets the pages of allowed ones read the answer. The
 * service's own origin is always allowed; a request without `Origin` comes from no page and is none of this one's
 * business.
 *
 * @param allowed origins such as `https://phone.fabrikam.com`
 * @returns the answer if the request is an allowed preflight, otherwise null
 */
export function checkOrigin(c: Context<AppEnv>, allowed: ReadonlySet<string>): Response | null {
  const origin = headerOf(c, 'origin');
  if (origin === undefined) return null;
  if (!allowed.has(origin)) {
    if (!isOwn(origin, headerOf(c, 'host'))) throw new HttpError(403, 'origin_not_allowed');
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
 * Either scheme: behind a proxy that ends TLS the service cannot know its own without believing headers. Compared as
 * text: browsers write an origin in one way only, and what has to be parsed to be equal comes from no browser.
 */
function isOwn(origin: string, host: string | undefined): boolean {
  const own = host?.toLowerCase();
  return own !== undefined && (origin === `https://${own}` || origin === `http://${own}`);
}
