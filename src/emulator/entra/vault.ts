import { randomBytes } from 'node:crypto';

/** Stores values for a limited time, under handles that cannot be guessed. */
export interface Vault<Value> {
  put(value: Value): string;
  get(handle: string): Value | undefined;
  /** Like `get`, and forgets the value. */
  take(handle: string): Value | undefined;
}

/**
 * @param ttlMs how long a value is stored.
 * @param now milliseconds since 1970.
 * @param capacity the number of values beyond which the oldest are forgotten, so that no client can fill the memory.
 */
export function createVault<Value>({
  ttlMs,
  now,
  capacity = 10_000,
}: {
  ttlMs: number;
  now: () => number;
  capacity?: number;
}): Vault<Value> {
  const values = new Map<string, { value: Value; expiresAt: number }>();

  function get(handle: string): Value | undefined {
    const entry = values.get(handle);
    return entry && entry.expiresAt > now() ? entry.value : undefined;
  }

  return {
    put(value) {
      for (const [handle, { expiresAt }] of values) {
        // Values expire in the order in which they were stored.
        if (expiresAt > now() && values.size < capacity) break;
        values.delete(handle);
      }
      const handle = randomBytes(32).toString('base64url');
      values.set(handle, { value, expiresAt: now() + ttlMs });
      return handle;
    },
    get,
    take(handle) {
      const value = get(handle);
      values.delete(handle);
      return value;
    },
  };
}
