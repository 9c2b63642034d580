import type * as z from 'zod/mini';
import { createStore, type Store } from './store.ts';

/** The beginning of every key of this app in local storage. */
const keyPrefix = 'switchboard.kept.';

export interface StoredValue<T> extends Store<T> {
  /** Replaces the value. `update` gets the value in local storage, because another tab may have changed it. */
  readonly change: (update: (stored: T) => T) => void;
}

/** For each key, a function that sets this page's value to its initial value. */
const resetByKey = new Map<string, () => void>();
/** Keys under which this page must no longer store anything. */
const forbiddenKeys = new Set<string>();

/**
 * Creates a value in local storage, for settings and lists, never for secrets. All tabs of the browser see a change. An
 * invalid stored value is ignored. If the browser blocks storage, the value lives as long as the page.
 *
 * @param name must contain the object id of the user if the value belongs to a user
 * @param schema checks the stored value
 */
export function createStoredValue<T>(name: string, schema: z.ZodMiniType<T>, initial: T): StoredValue<T> {
  const key = keyPrefix + name;
  const readStored = (): T => {
    try {
      const stored = localStorage.getItem(key);
      const parseResult = stored === null ? null : schema.safeParse(JSON.parse(stored));
      return parseResult?.success ? parseResult.data : initial;
    } catch {
      return initial;
    }
  };
  const store = createStore(readStored());
  forbiddenKeys.delete(key);
  resetByKey.set(key, () => store.set(initial));
  // The listener is never removed: each name has one value, which lives as long as the page.
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key || event.key === null) store.set(readStored());
  });
  /** Whether local storage contains the last value that this page has set. */
  let isStored = true;
  const set = (next: T) => {
    store.set(next);
    // A call may go on after a sign-out, but the app may store nothing about that call.
    isStored = !forbiddenKeys.has(key);
    if (!isStored) return;
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // The storage is full or blocked, so the value lives as long as the page.
      isStored = false;
    }
  };
  return { ...store, set, change: (update) => set(update(isStored ? readStored() : store.get())) };
}

/**
 * Deletes a value from local storage, and resets it in every open tab.
 * @param forGood whether this page must no longer store the value, for example after a sign-out
 */
export function forgetStoredValue(name: string, { forGood }: { forGood: boolean }): void {
  const key = keyPrefix + name;
  if (forGood) forbiddenKeys.add(key);
  resetByKey.get(key)?.();
  try {
    localStorage.removeItem(key);
  } catch {
    // The browser blocks storage, so there is nothing to delete.
  }
}
