import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

const hash = (value: string) => createHash('sha256').update(value).digest();

/**
 * Requires the control secret, in `x-emulator-secret`, or in `x-identity-header`, where clients of a managed identity
 * send theirs.
 */
export function requireSecret(secret: string): MiddlewareHandler {
  const expected = hash(secret);
  return async (c, next) => {
    const sent = c.req.header('x-emulator-secret') ?? c.req.header('x-identity-header') ?? '';
    // Comparing hashes takes the same time for every text, of any length.
    if (!timingSafeEqual(hash(sent), expected)) {
      return c.json({ error: 'The header x-emulator-secret must carry the secret printed at start.' }, 401);
    }
    c.header('cache-control', 'no-store');
    return next();
  };
}
