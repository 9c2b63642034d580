import type * as z from 'zod/mini';
import { createStore, type Store } from './store.ts';

const keyPrefix = 'switchboard.kept.';

/**
 * Two tabs that write at the same moment do not see each other's value, because each process reads a copy of local storage. For
 * this many milliseconds after a change, a tab makes sure that the change and the other tab's value are both kept.
 */
const unseenMs = 2_000;

export interface StoredValue<T> extends Store<T> {
  /**
   * Replaces the value. `update` gets the one in local storage, because another tab may have changed it. It must be repeatable: if
   * it gets a value that contains the change, it must return an equal one, because another tab's value may or may not contain it.
   */
  readonly change: (update: (stored: T) => T) => void;
}

/** The functions that reset this page's values to their initial ones, by key. */
const resetByKey = new Map<string, () => void>();
/** Keys under which this page must no longer store anything. */
const forbiddenKeys = new Set<string>();

/** `unreadable`: a stored value or one of its entries could not be read, and is kept. `notStored`: only this page has a change. */
export type StorageFault = 'unreadable' | 'notStored';

/** What is wrong with the stored values of this page, oldest first. Each fault is noted once, so that nobody reports it twice. */
export const storageFaults = createStore<readonly StorageFault[]>([]);
/** Names what has a change that is not stored. */
const unstored = new Set<string>();
/** @param name for `notStored`: what is not stored, by which `endUnstored` takes the fault back. By default it stays */
export function noteStorageFault(fault: StorageFault, name = 'for good'): void {
  const noted = storageFaults.get();
  if (!noted.includes('notStored')) unstored.clear();
  if (fault === 'notStored') unstored.add(name);
  if (!noted.includes(fault)) storageFaults.set([...noted, fault]);
}
/** Takes `notStored` back, once everything that was not stored is stored. */
export function endUnstored(name: string): void {
  if (unstored.delete(name) && unstored.size === 0)
    storageFaults.set(storageFaults.get().filter((fault) => fault !== 'notStored'));
}

/** An unreadable text is kept under the value's key, followed by this suffix and the time. */
const unreadableSuffix = '.unreadable';

/** @returns `null` if nothing is stored, or if the browser blocks storage */
function readText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @returns the value, and whether it is all that the text has; `null` for an unreadable text
 * @throws an error that says nothing about the text, such as a stack overflow. The text must then stay as it is
 */
function parseText<T>(
  schema: z.ZodMiniType<T>,
  text: string,
): { readonly value: T; readonly isWhole: boolean } | null {
  try {
    const stored: unknown = JSON.parse(text);
    const { success, data } = schema.safeParse(stored);
    if (!success) return null;
    const isShorter = Array.isArray(stored) && Array.isArray(data) && data.length < stored.length;
    return { value: data, isWhole: !isShorter };
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/**
 * Creates a value in local storage, for settings and lists, never for secrets. All tabs of the browser see a change. If the
 * browser blocks storage, the value lives as long as the page.
 *
 * If the stored text does not fit the schema, the value is `initial`. If a list has lost entries to its schema (`listOf`), the value is
 * the rest. In both cases, the whole text is kept under another key when it is replaced.
 * @param name must contain the user's object id if the value belongs to a user
 * @param schema must keep the fields that it does not know
 */
export function createStoredValue<T>(name: string, schema: z.ZodMiniType<T>, initial: T): StoredValue<T> {
  const key = keyPrefix + name;
  /** @param absent the result if nothing is stored */
  const readOr = (absent: T): T => {
    const text = readText(key);
    if (text === null) return absent;
    const stored = parseText(schema, text);
    if (!stored?.isWhole) noteStorageFault('unreadable');
    return stored ? stored.value : initial;
  };
  const store = createStore(readOr(initial));
  // A user who has signed in again may store the value again.
  forbiddenKeys.delete(key);
  resetByKey.set(key, () => {
    lastChanges = [];
    store.set(initial);
  });
  // The listener is never removed: each name has one value, which lives as long as the page.
  globalThis.addEventListener?.('storage', ({ key: changedKey, newValue }) => {
    if (changedKey !== key && changedKey !== null) return;
    store.set(readOr(initial));
    if (newValue !== null) mergeWith(newValue);
  });
  /** This tab's last changes, oldest first, and when each was made. */
  let lastChanges: { readonly update: (stored: T) => T; readonly at: number }[] = [];
  let lastWrittenText: string | null = null;
  /** Whether local storage has the last value of this page. */
  let isStored = true;
  /** Writes the value into local storage. @returns whether it is there now */
  const write = (next: T): boolean => {
    const replacedText = readText(key);
    const losesText = replacedText !== null && !parseText(schema, replacedText)?.isWhole;
    try {
      if (losesText) localStorage.setItem(`${key}${unreadableSuffix}.${Date.now()}`, replacedText);
      lastWrittenText = JSON.stringify(next);
      localStorage.setItem(key, lastWrittenText);
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
    if (isStored) endUnstored(key);
    else if (mayStore) noteStorageFault('notStored', key);
  };
  /** Repeats this tab's last changes on a value that another tab has written, if one of the tabs has not seen the other's value. */
  const mergeWith = (otherText: string) => {
    const now = performance.now();
    if (now - (lastChanges.at(-1)?.at ?? -Infinity) > unseenMs) return;
    const storedText = readText(key);
    // Another tab has written since, and its value comes with an event of its own.
    if (storedText !== otherText && storedText !== lastWrittenText) return;
    const other = parseText(schema, otherText);
    if (!other) return;
    const merged = lastChanges.reduce((value, { update }) => update(value), other.value);
    if (JSON.stringify(merged) !== JSON.stringify(store.get())) set(merged);
  };
  return {
    ...store,
    set(next) {
      lastChanges = [];
      set(next);
    },
    change(update) {
      const at = performance.now();
      // An older change must not be repeated, because the user may have changed the same thing in another tab since.
      lastChanges = [...lastChanges.filter((change) => at - change.at < unseenMs), { update, at }];
      // If nothing is stored any more, the browser has lost the value, for example because its storage was full. Then the update
      // gets this page's value. (A deletion by the app would have reset this page's value.)
      set(update(isStored ? readOr(store.get()) : store.get()));
    },
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
