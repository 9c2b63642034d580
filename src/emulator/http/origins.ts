import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { EmulatorEnv } from './env.ts';

/** @returns whether the emulator serves pages of an origin: `localhost` or `127.0.0.1` over http or https, with any port. */
export function isAcceptedOrigin(origin: string | undefined): boolean {
  return origin !== undefined && /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/.test(origin);
}

/** @returns whether a `Host` header names this emulator. Any other host means DNS rebinding (an attack) or a mistake. */
export function isAcceptedHost(host: string | undefined, port: number): boolean {
  return host === `localhost:${port}` || host === `127.0.0.1:${port}`;
}

/**
 * Creates the middleware that refuses suspicious requests: with 400 if `Host` is missing or repeated, or `Authorization` is
 * repeated; with 421 if `Host` is foreign; with 403 if `Origin` is foreign or `null`.
 */
export function refuseForeignRequests(port: number): MiddlewareHandler<EmulatorEnv> {
  return async (c, next) => {
    // `rawHeaders` alternates names and values.
    const headerNames = c.env.incoming.rawHeaders.flatMap((text, i) =>
      i % 2 === 0 ? text.toLowerCase() : [],
    );
    const countHeaders = (name: string) => headerNames.filter((headerName) => headerName === name).length;
    if (countHeaders('host') !== 1) return c.text('Exactly one Host header is needed.\n', 400);
    // Node uses the first of several `Authorization` headers, but a program between client and emulator may use the last one.
    if (countHeaders('authorization') > 1) return c.text('At most one Authorization header is taken.\n', 400);
    if (!isAcceptedHost(c.env.incoming.headers.host, port)) {
      return c.text(`The emulator answers only as localhost:${port} or 127.0.0.1:${port}.\n`, 421);
    }
    const origin = c.req.header('origin');
    if (origin !== undefined && !isAcceptedOrigin(origin)) {
      return c.text('The emulator answers only to pages on localhost and 127.0.0.1.\n', 403);
    }
    await next();
  };
}

/** Lets scripts of accepted origins call a route (CORS). The sign-in pages do without it, as in Entra. */
export const allowCrossOrigin: MiddlewareHandler = cors({
  origin: (origin) => (isAcceptedOrigin(origin) ? origin : null),
  exposeHeaders: ['date', 'retry-after', 'www-authenticate', 'x-ms-request-id'],
  maxAge: 600,
});
