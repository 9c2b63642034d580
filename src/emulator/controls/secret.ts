import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

const hash = (value: string) => createHash('sha256').update(value).digest();

/**
 * Lets in only who sends the secret printed at start, as `x-emulator-secret`, or as `x-identity-header`, which is
 * how clients of an App Service's managed identity send theirs.
 */
export function requireSecret(secret: string): MiddlewareHandler {
  const expected = hash(secret);
  return async (c, next) => {
    const given = c.req.header('x-emulator-secret') ?? c.req.header('x-identity-header') ?? '';
    // Hashed first: the comparison then takes the same time whatever was sent, whatever its length.
    if (!timingSafeEqual(hash(given), expected)) {
      return c.json({ error: 'The header x-emulator-secret must carry the secret printed at start.' }, 401);
    }
    c.header('cache-control', 'no-store');
    return next();
  };
}
