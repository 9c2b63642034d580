import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

const hash = (value: string) => createHash('sha256').update(value).digest();

/**
 * Creates the middleware that answers 401 to a request without the control secret. The secret is in the header
 * `x-emulator-secret`, or in `x-identity-header`, in which Microsoft's managed-identity clients send their secret.
 */
export function requireSecret(secret: string): MiddlewareHandler {
  const expectedHash = hash(secret);
  return async (c, next) => {
    const sentSecret = c.req.header('x-emulator-secret') ?? c.req.header('x-identity-header') ?? '';
    // Hashes have the same length, so the time of the comparison tells nothing about the secret.
    if (!timingSafeEqual(hash(sentSecret), expectedHash)) {
      return c.json({ error: 'The header x-emulator-secret must carry the secret printed at start.' }, 401);
    }
    c.header('cache-control', 'no-store');
    return next();
  };
}
