import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { Problem } from '../problem.ts';

export interface AppEnv {
  /** Node's own request, absent in tests that call the app without a port. */
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string };
}

/** Gives the request its id, which the answer's header and every log line carry, and answers nothing from a cache. */
export function startRequest(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    c.header('X-Request-Id', requestId);
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    // Browsers heed it over https only; on this machine it would force https on every other local server too.
    if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(c.req.header('host') ?? 'localhost')) {
      c.header('Strict-Transport-Security', 'max-age=31536000');
    }
    return next();
  };
}

/** Headers that decide where a request goes or who sent it; two of them are two different requests. */
const single = new Set(['host', 'authorization', 'content-type', 'content-encoding', 'origin']);

/**
 * Refuses what Node's parser lets through although two readers could understand it differently: repeated headers,
 * encoded or doubled path separators, dot segments, another host in the request line.
 */
export function strictRequest(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const incoming = c.env?.incoming;
    if (incoming) {
      const seen = new Set<string>();
      for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
        const name = incoming.rawHeaders[index]?.toLowerCase() ?? '';
        if (single.has(name) && seen.has(name)) throw new Problem(400, 'header_repeated');
        seen.add(name);
      }
    }
    const target = incoming?.url ?? new URL(c.req.url).pathname;
    if (!target.startsWith('/')) throw new Problem(400, 'target_invalid');
    const path = target.split('?', 1)[0] ?? '';
    const plain = /^[\w.~@:+/-]+$/.test(path) && !path.includes('//');
    if (!plain || /\/\.{1,2}(?:\/|$)/.test(path)) throw new Problem(404, 'not_found');
    return next();
  };
}
