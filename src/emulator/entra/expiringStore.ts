import { randomBytes } from 'node:crypto';

/**
 * Stores values for a limited time, under random handles that nobody can guess.
 * @param ttlMs how long a value is stored. It is the same for all values of a store.
 * @param capacity the largest number of values. Beyond it the oldest ones are deleted, so that no client fills the memory.
 */
export function createExpiringStore<Value>(ttlMs: number, now: () => number, capacity = 10_000) {
  const values = new Map<string, { value: Value; expiresAt: number }>();
  /** @returns `undefined` for an unknown handle, and for a value that has expired. */
  function get(handle: string): Value | undefined {
    const entry = values.get(handle);
    return entry && entry.expiresAt > now() ? entry.value : undefined;
  }
  return {
    get,
    put(value: Value): string {
      for (const [handle, { expiresAt }] of values) {
        // Values expire in the order in which they were stored, so the loop ends at the first valid one.
        if (expiresAt > now() && values.size < capacity) break;
        values.delete(handle);
      }
      const handle = randomBytes(32).toString('base64url');
      values.set(handle, { value, expiresAt: now() + ttlMs });
      return handle;
    },
    /** Returns the value like `get`, and deletes it, so that a handle works only once. */
    take(handle: string): Value | undefined {
      const value = get(handle);
      values.delete(handle);
      return value;
    },
  };
}
