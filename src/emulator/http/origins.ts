import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { EmulatorEnv } from './env.ts';

/** @returns whether pages of an origin may use the emulator: http on localhost or 127.0.0.1, any port. */
export function acceptedOrigin(origin: string | undefined): boolean {
  return origin !== undefined && /^http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/.test(origin);
}

/** @returns whether `Host` names this emulator. Another name means DNS rebinding or a misdirected request. */
export function acceptedHost(host: string | undefined, port: number): boolean {
  return host === `localhost:${port}` || host === `127.0.0.1:${port}`;
}

/** Answers 400 to a repeated Host or Authorization, 421 to a foreign Host, 403 to a foreign `Origin`, `null` included. */
export function guard(port: number): MiddlewareHandler<EmulatorEnv> {
  return async (c, next) => {
    const names = c.env.incoming.rawHeaders.flatMap((text, i) => (i % 2 === 0 ? text.toLowerCase() : []));
    const count = (wanted: string) => names.filter((name) => name === wanted).length;
    if (count('host') !== 1) return c.text('Exactly one Host header is needed.\n', 400);
    // Of several headers, Node uses the first; other programs use the last.
    if (count('authorization') > 1) return c.text('At most one Authorization header is taken.\n', 400);
    if (!acceptedHost(c.env.incoming.headers.host, port)) {
      return c.text(`The emulator answers only as localhost:${port} or 127.0.0.1:${port}.\n`, 421);
    }
    const origin = c.req.header('origin');
    if (origin !== undefined && !acceptedOrigin(origin)) {
      return c.text('The emulator answers only to pages on http://localhost and http://127.0.0.1.\n', 403);
    }
    await next();
  };
}

/** CORS for routes that scripts call. The sign-in pages have none, like Entra's. */
export const crossOrigin: MiddlewareHandler = cors({
  origin: (origin) => (acceptedOrigin(origin) ? origin : null),
  exposeHeaders: ['date', 'retry-after', 'www-authenticate', 'x-ms-request-id'],
  maxAge: 600,
});
