import type * as z from 'zod/mini';
import { createStore, type Store } from './store.ts';

const keyPrefix = 'switchboard.kept.';

export interface StoredValue<T> extends Store<T> {
  /** Replaces the value. `update` gets the value in local storage, because another tab may have changed it. */
  readonly change: (update: (stored: T) => T) => void;
}

/** Functions that set this page's values to their initial values. */
const resetByKey = new Map<string, () => void>();
/** Keys under which this page must no longer store anything. */
const forbiddenKeys = new Set<string>();

/**
 * What went wrong with the stored values of this page; `null` if nothing did. `unreadable`: a stored value, or an entry of one,
 * could not be read, and is kept. `notStored`: the last change exists on this page only, because the storage is full or blocked.
 */
export const storageFault = createStore<'unreadable' | 'notStored' | null>(null);

/** Ends the key under which a text that could not be read is kept. */
const unreadableSuffix = '.unreadable';

/**
 * Creates a value in local storage, for settings and lists, never for secrets. All tabs of the browser see a change. If the
 * browser blocks storage, the value lives as long as the page.
 *
 * The stored text may come from an older or a newer build, or be damaged. A text that does not fit the schema is not used, and
 * is kept when a new value replaces it (`storageFault`).
 * @param name must contain the object id of the user if the value belongs to a user
 * @param schema must keep the fields that it does not know
 */
export function createStoredValue<T>(name: string, schema: z.ZodMiniType<T>, initial: T): StoredValue<T> {
  const key = keyPrefix + name;
  /** @param absent the result if nothing is stored, or if the browser blocks storage */
  const readStored = (onUnreadable: (text: string) => void, absent: T): T => {
    let text: string | null = null;
    try {
      text = localStorage.getItem(key);
      const parseResult = text === null ? null : schema.safeParse(JSON.parse(text));
      if (parseResult?.success) return parseResult.data;
    } catch {
      // The browser blocks storage, or the text is no JSON.
    }
    if (text === null) return absent;
    onUnreadable(text);
    return initial;
  };
  const tellUnreadable = () => storageFault.set('unreadable');
  const store = createStore(readStored(tellUnreadable, initial));
  forbiddenKeys.delete(key);
  resetByKey.set(key, () => store.set(initial));
  // The listener is never removed: each name has one value, which lives as long as the page.
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key || event.key === null) store.set(readStored(tellUnreadable, initial));
  });
  /** Whether local storage has the last value of this page. */
  let isStored = true;
  const set = (next: T) => {
    store.set(next);
    // A call may go on after a sign-out, but the app may store nothing about that call.
    isStored = !forbiddenKeys.has(key);
    if (!isStored) return;
    try {
      readStored((text) => localStorage.setItem(`${key}${unreadableSuffix}.${Date.now()}`, text), initial);
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // The storage is full or blocked, so the value lives as long as the page.
      isStored = false;
      storageFault.set('notStored');
    }
  };
  return {
    ...store,
    set,
    // A browser may lose an entry, for example at the limit of its storage. This page would know of a deletion by the app.
    change: (update) => set(update(isStored ? readStored(tellUnreadable, store.get()) : store.get())),
  };
}

/**
 * Deletes a value from local storage, with the texts that could not be read, and resets it in every open tab.
 * @param forGood whether this page must no longer store the value, for example after a sign-out
 */
export function forgetStoredValue(name: string, { forGood }: { forGood: boolean }): void {
  const key = keyPrefix + name;
  if (forGood) forbiddenKeys.add(key);
  resetByKey.get(key)?.();
  try {
    localStorage.removeItem(key);
    const keptKeys = Object.keys(localStorage).filter((kept) => kept.startsWith(key + unreadableSuffix));
    for (const kept of keptKeys) localStorage.removeItem(kept);
  } catch {
    // The browser blocks storage, so there is nothing to delete.
  }
}
