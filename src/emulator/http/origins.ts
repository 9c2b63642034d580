import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Access } from './access.ts';
import type { EmulatorEnv } from './env.ts';

/**
 * Creates the middleware that refuses suspicious requests: with 400 if `Host` is missing or repeated, or `Authorization` is
 * repeated; with 421 if `Host` is foreign; with 403 if `Origin` is foreign or `null`.
 */
export function refuseForeignRequests(access: Access): MiddlewareHandler<EmulatorEnv> {
  return async (c, next) => {
    // `rawHeaders` alternates names and values.
    const headerNames = c.env.incoming.rawHeaders.flatMap((text, i) =>
      i % 2 === 0 ? text.toLowerCase() : [],
    );
    const countHeaders = (name: string) => headerNames.filter((headerName) => headerName === name).length;
    if (countHeaders('host') !== 1) return c.text('Exactly one Host header is needed.\n', 400);
    // Node uses the first of several `Authorization` headers, but a program between client and emulator may use the last one.
    if (countHeaders('authorization') > 1) return c.text('At most one Authorization header is taken.\n', 400);
    if (!access.isAcceptedHost(c.env.incoming.headers.host)) {
      return c.text(
        `The emulator answers only as ${access.hostsText}. --allow-origin adds the host of an origin.\n`,
        421,
      );
    }
    const origin = c.req.header('origin');
    if (origin !== undefined && !access.isAcceptedOrigin(origin)) {
      return c.text(
        `The emulator answers only to pages on ${access.originsText}. --allow-origin adds an origin.\n`,
        403,
      );
    }
    c.set('allowedOrigins', access.allowedOrigins);
    await next();
  };
}

/** Lets scripts of accepted origins call a route (CORS). The sign-in pages do without it, as in Entra. */
export const allowCrossOrigin: MiddlewareHandler = cors({
  // `refuseForeignRequests` runs before every route, and has refused all other origins.
  origin: (origin) => origin,
  exposeHeaders: ['date', 'retry-after', 'www-authenticate', 'x-ms-request-id'],
  maxAge: 600,
});
