import type * as z from 'zod/mini';
import { createStore, type Store } from './store.ts';

const prefix = 'switchboard.kept.';

/**
 * A value that survives the page, in this browser's storage: for settings and lists, never for anything secret.
 * All tabs see a change. What is stored is checked when read; what does not pass counts as nothing, and where the
 * browser stores nothing the value lives as long as the page.
 *
 * @param name of the value; one that belongs to a person has their id in it
 * @param schema what may be stored
 */
export function createKept<T>(name: string, schema: z.ZodMiniType<T>, initial: T): Store<T> {
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
  // The page's own life: there is one of each name, and it is never given up.
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key || event.key === null) store.set(read());
  });
  return {
    ...store,
    set(next) {
      store.set(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Full or blocked: it holds until the page is closed, as said above.
      }
    },
  };
}
