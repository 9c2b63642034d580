import type { MiddlewareHandler } from 'hono';
import { Problem } from '../problem.ts';

/**
 * Refuses requests that a page of another origin sent, before anything else looks at them, and answers the
 * preflights of the allowed ones. The service's own origin is always allowed; a request without `Origin` comes
 * from no page and is none of this one's business.
 *
 * @param allowed origins such as `https://phone.fabrikam.com`
 */
export function originGuard(allowed: readonly string[]): MiddlewareHandler {
  const list = new Set(allowed);
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin === undefined) return next();
    if (!list.has(origin)) {
      if (!isOwn(origin, c.req.header('host'))) throw new Problem(403, 'origin_not_allowed');
      return next();
    }
    const preflight =
      c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
    if (preflight) {
      return c.body(null, 204, {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'authorization, content-type',
        'Access-Control-Max-Age': '600',
        Vary: 'Origin',
      });
    }
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', 'retry-after, x-request-id');
    c.header('Vary', 'Origin', { append: true });
    return next();
  };
}

/** The scheme is left out: behind a proxy that ends TLS the service cannot know it without believing headers. */
function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
