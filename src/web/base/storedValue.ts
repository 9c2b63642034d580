import type * as z from 'zod/mini';
import { createStore, type Store } from './store.ts';

const keyPrefix = 'switchboard.kept.';

export interface StoredValue<T> extends Store<T> {
  /** Replaces the value. `update` gets the one in local storage, because another tab may have changed it. */
  readonly change: (update: (stored: T) => T) => void;
}

/** The functions that reset this page's values to their initial ones, by key. */
const resetByKey = new Map<string, () => void>();
/** Keys under which this page must no longer store anything. */
const forbiddenKeys = new Set<string>();

/** `unreadable`: a stored value or one of its entries could not be read, and is kept. `notStored`: only this page has a change. */
export type StorageFault = 'unreadable' | 'notStored';

/** What went wrong with the stored values of this page, oldest first. Each fault is noted once, so that nobody reports it twice. */
export const storageFaults = createStore<readonly StorageFault[]>([]);
export function noteStorageFault(fault: StorageFault): void {
  const noted = storageFaults.get();
  if (!noted.includes(fault)) storageFaults.set([...noted, fault]);
}

/** An unreadable text is kept under the value's key, followed by this suffix and the time. */
const unreadableSuffix = '.unreadable';

/**
 * @returns `null` if nothing is stored, or if the browser blocks storage
 * @throws an error that says nothing about the text, such as a stack overflow. The text must then stay as it is
 */
function readStored<T>(
  key: string,
  schema: z.ZodMiniType<T>,
): { readonly value: T } | { readonly unreadableText: string } | null {
  let text: string | null;
  try {
    text = localStorage.getItem(key);
  } catch {
    return null;
  }
  if (text === null) return null;
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? { value: result.data } : { unreadableText: text };
  } catch (cause) {
    if (cause instanceof SyntaxError) return { unreadableText: text };
    throw cause;
  }
}

/**
 * Creates a value in local storage, for settings and lists, never for secrets. All tabs of the browser see a change. If the
 * browser blocks storage, the value lives as long as the page.
 *
 * If the stored text does not fit the schema, the value is `initial`, and the text is kept under another key when it is replaced.
 * @param name must contain the user's object id if the value belongs to a user
 * @param schema must keep the fields that it does not know
 */
export function createStoredValue<T>(name: string, schema: z.ZodMiniType<T>, initial: T): StoredValue<T> {
  const key = keyPrefix + name;
  /** @param absent the result if nothing is stored */
  const readOr = (absent: T): T => {
    const stored = readStored(key, schema);
    if (stored === null) return absent;
    if ('value' in stored) return stored.value;
    noteStorageFault('unreadable');
    return initial;
  };
  const store = createStore(readOr(initial));
  // A user who has signed in again may store the value again.
  forbiddenKeys.delete(key);
  resetByKey.set(key, () => store.set(initial));
  // The listener is never removed: each name has one value, which lives as long as the page.
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key || event.key === null) store.set(readOr(initial));
  });
  /** Whether local storage has the last value of this page. */
  let isStored = true;
  /** Writes the value into local storage. @returns whether it is there now */
  const write = (next: T): boolean => {
    const replaced = readStored(key, schema);
    try {
      if (replaced && 'unreadableText' in replaced)
        localStorage.setItem(`${key}${unreadableSuffix}.${Date.now()}`, replaced.unreadableText);
      localStorage.setItem(key, JSON.stringify(next));
      return true;
    } catch {
      // The storage is full or blocked, so the value lives as long as the page.
      return false;
    }
  };
  const set = (next: T) => {
    // A call may go on after a sign-out, but the app may store nothing about that call.
    const mayStore = !forbiddenKeys.has(key);
    isStored = mayStore && write(next);
    // Afterwards, because a listener may change the value again.
    store.set(next);
    if (mayStore && !isStored) noteStorageFault('notStored');
  };
  return {
    ...store,
    set,
    // If nothing is stored any more, the browser has lost the value, for example because its storage was full. Then the update gets
    // this page's value. (A deletion by the app would have reset this page's value.)
    change: (update) => set(update(isStored ? readOr(store.get()) : store.get())),
  };
}

/**
 * Deletes a value and its unreadable texts from local storage, and resets the value in every open tab.
 * @param forGood whether this page must not store the value any more, for example after a sign-out
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
