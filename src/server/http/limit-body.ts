import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from '../problem.ts';

/**
 * Refuses bodies longer than `maxSize` bytes with 413. An announced length is compared without touching the body;
 * a body of unannounced length is read up to the limit and no further.
 */
export function limitBody(maxSize: number): MiddlewareHandler {
  const refuse = (): never => {
    throw new Problem(413, 'body_too_large', { headers: { Connection: 'close' } });
  };
  const readUpToLimit = bodyLimit({ maxSize, onError: refuse });
  return async (c, next) => {
    const length = c.req.header('content-length');
    if (length !== undefined && c.req.header('transfer-encoding') === undefined) {
      return Number(length) > maxSize ? refuse() : next();
    }
    try {
      return await readUpToLimit(c, next);
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(400, 'body_incomplete');
    }
  };
}
