import type * as z from 'zod/mini';
import { createStore, type Store } from './store.ts';

const prefix = 'switchboard.kept.';

export interface StoredValue<T> extends Store<T> {
  /** Changes the value that is in the storage now, because another tab may have changed it. */
  readonly change: (next: (now: T) => T) => void;
}

/** For each key of a stored value: resets the value of this page. */
const resets = new Map<string, () => void>();
/** Keys under which this page must not store anything any more. */
const closed = new Set<string>();

/**
 * A value in local storage, for settings and lists, never for secrets. All tabs see a change. An invalid stored value is
 * ignored. If the browser blocks storage, the value lives as long as the page.
 *
 * @param name must contain the object id of the user if the value belongs to a user
 * @param schema checks the stored value
 */
export function createStoredValue<T>(name: string, schema: z.ZodMiniType<T>, initial: T): StoredValue<T> {
  const key = prefix + name;
  const read = (): T => {
    try {
      const stored = localStorage.getItem(key);
      const checked = stored === null ? null : schema.safeParse(JSON.parse(stored));
      return checked?.success ? checked.data : initial;
    } catch {
      return initial;
    }
  };
  const store = createStore(read());
  closed.delete(key);
  resets.set(key, () => store.set(initial));
  // The listener is never removed: each name has one value, which lives as long as the page.
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key || event.key === null) store.set(read());
  });
  let isStored = true;
  const set = (next: T) => {
    store.set(next);
    // A call may go on after a sign-out. Nothing about it may be stored again.
    isStored = !closed.has(key);
    if (!isStored) return;
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // The storage is full or blocked, so the value lives as long as the page.
      isStored = false;
    }
  };
  return { ...store, set, change: (next) => set(next(isStored ? read() : store.get())) };
}

/**
 * Deletes a value from the storage, and resets it in every open tab.
 * @param forGood whether this page must not store the value any more
 */
export function forgetStoredValue(name: string, { forGood }: { forGood: boolean }): void {
  const key = prefix + name;
  if (forGood) closed.add(key);
  resets.get(key)?.();
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is blocked, so nothing was stored.
  }
}
