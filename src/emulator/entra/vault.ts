import { randomBytes } from 'node:crypto';

/** Keeps values under unguessable handles for a while. */
export interface Vault<Value> {
  put(value: Value): string;
  get(handle: string): Value | undefined;
  /** Like `get`, and the handle is gone afterwards. */
  take(handle: string): Value | undefined;
}

/**
 * @param ttl how long a value is kept, in milliseconds.
 * @param now the clock, in milliseconds since 1970.
 * @param capacity the oldest make room beyond it, so that no caller can fill the memory.
 */
export function createVault<Value>({
  ttl,
  now,
  capacity = 10_000,
}: {
  ttl: number;
  now: () => number;
  capacity?: number;
}): Vault<Value> {
  const values = new Map<string, { value: Value; until: number }>();

  function get(handle: string): Value | undefined {
    const entry = values.get(handle);
    return entry && entry.until > now() ? entry.value : undefined;
  }

  return {
    put(value) {
      for (const [handle, { until }] of values) {
        // Insertion order is also the order of expiry.
        if (until > now() && values.size < capacity) break;
        values.delete(handle);
      }
      const handle = randomBytes(32).toString('base64url');
      values.set(handle, { value, until: now() + ttl });
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
