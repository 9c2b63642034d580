import type * as z from 'zod/mini';
import { createStore, type Store } from './store.ts';

const prefix = 'switchboard.kept.';

export interface StoredValue<T> extends Store<T> {
  /** Changes the value as it is in the storage now: another tab may have written it a moment ago. */
  readonly change: (next: (now: T) => T) => void;
}

/** Empties a value of this page, by its key. */
const emptiers = new Map<string, () => void>();
/** Keys under which this page stores nothing any more. */
const closed = new Set<string>();

/**
 * A value that survives the page, in this browser's storage: for settings and lists, never for anything secret.
 * All tabs see a change. What is stored is checked when read; what does not pass counts as nothing, and where the
 * browser stores nothing the value lives as long as the page.
 *
 * @param name of the value; one that belongs to a person has their id in it
 * @param schema what may be stored
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
  emptiers.set(key, () => store.set(initial));
  // The page's own life: there is one of each name, and it is never given up.
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key || event.key === null) store.set(read());
  });
  let isStored = true;
  const set = (next: T) => {
    store.set(next);
    // A call that goes on after a sign-out ends up here: nothing of it may come back into the storage.
    isStored = !closed.has(key);
    if (!isStored) return;
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Full or blocked: it holds until the page is closed, as said above.
      isStored = false;
    }
  };
  return { ...store, set, change: (next) => set(next(isStored ? read() : store.get())) };
}

/**
 * Takes a value out of the storage, and empties it in every open tab.
 * @param forGood whether this page stores nothing under this name from now on
 */
export function forgetStoredValue(name: string, { forGood }: { forGood: boolean }): void {
  const key = prefix + name;
  if (forGood) closed.add(key);
  emptiers.get(key)?.();
  try {
    localStorage.removeItem(key);
  } catch {
    // Blocked: then nothing was stored either.
  }
}
