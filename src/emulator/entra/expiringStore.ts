import { randomBytes } from 'node:crypto';

/** Stores values for a limited time, under random handles that nobody can guess. */
export interface ExpiringStore<Value> {
  /** Stores a value. @returns its handle. */
  put(value: Value): string;
  /** @returns `undefined` for an unknown handle, and for a value that has expired. */
  get(handle: string): Value | undefined;
  /** Returns the value like `get`, and deletes it, so that a handle can be used only once. */
  take(handle: string): Value | undefined;
}

/**
 * @param ttlMs milliseconds for which a value is stored.
 * @param now returns milliseconds since 1970.
 * @param capacity the largest number of values. Beyond it the oldest values are deleted, so that no client can fill the
 *   memory. Default: 10,000.
 */
export function createExpiringStore<Value>({
  ttlMs,
  now,
  capacity = 10_000,
}: {
  ttlMs: number;
  now: () => number;
  capacity?: number;
}): ExpiringStore<Value> {
  const values = new Map<string, { value: Value; expiresAt: number }>();

  function get(handle: string): Value | undefined {
    const entry = values.get(handle);
    return entry && entry.expiresAt > now() ? entry.value : undefined;
  }

  return {
    put(value) {
      for (const [handle, { expiresAt }] of values) {
        // Values expire in the order in which they were stored, so the loop can end at the first valid value.
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
