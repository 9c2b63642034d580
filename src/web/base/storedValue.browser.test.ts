import { beforeEach, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { createStoredValue, forgetStoredValue, storageFaults, type StoredValue } from './storedValue.ts';

beforeEach(() => storageFaults.set([]));

const schema = z.object({ count: z.number() });
const increase = (value: StoredValue<{ count: number }>) =>
  value.change(({ count }) => ({ count: count + 1 }));
/** The texts in local storage whose key begins with that of the value. */
const readTexts = (name: string) =>
  Object.entries(localStorage).flatMap(([key, text]) => (key.includes(name) ? [text as string] : []));

it('B7: keeps a text that it cannot read when it stores a new value, says so, and deletes both after a sign-out', () => {
  const name = crypto.randomUUID();
  localStorage.setItem(`switchboard.kept.${name}`, '{"count":"one"}');
  const value = createStoredValue(name, schema, { count: 0 });
  expect(storageFaults.get()).toEqual(['unreadable']);
  increase(value);
  increase(value);
  expect(readTexts(name).toSorted()).toEqual(['{"count":"one"}', '{"count":2}']);
  forgetStoredValue(name, { forGood: false });
  expect(readTexts(name)).toEqual([]);
});

it('B7: says that a change could not be stored, until everything is stored, and keeps the change on the page', () => {
  const [value, other] = [0, 1].map(() => createStoredValue(crypto.randomUUID(), schema, { count: 0 }));
  if (!value || !other) throw new Error('There are two values.');
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  value.set({ count: 1 });
  other.set({ count: 1 });
  expect(storageFaults.get()).toEqual(['notStored']);
  expect(value.get()).toEqual({ count: 1 });
  vi.restoreAllMocks();
  other.set({ count: 2 });
  expect(storageFaults.get()).toEqual(['notStored']);
  value.set({ count: 2 });
  expect(storageFaults.get()).toEqual([]);
});

it('brings back a value that the browser has lost, but not a value that was deleted in another tab', () => {
  const name = crypto.randomUUID();
  const key = `switchboard.kept.${name}`;
  const value = createStoredValue(name, schema, { count: 0 });
  value.set({ count: 4 });
  localStorage.removeItem(key);
  increase(value);
  expect(localStorage.getItem(key)).toBe('{"count":5}');
  localStorage.removeItem(key);
  // The browser tells the other tabs of a deletion.
  dispatchEvent(new StorageEvent('storage', { key }));
  increase(value);
  expect(localStorage.getItem(key)).toBe('{"count":1}');
});

it('B7: keeps the stored text if an error that says nothing about the text interrupts the reading', () => {
  const name = crypto.randomUUID();
  let isInterrupted = false;
  const interruptible = z.pipe(
    schema,
    z.transform((read) => {
      if (isInterrupted) throw new RangeError('Maximum call stack size exceeded');
      return read;
    }),
  );
  const value = createStoredValue(name, interruptible, { count: 0 });
  value.set({ count: 4 });
  isInterrupted = true;
  expect(() => increase(value)).toThrow(RangeError);
  isInterrupted = false;
  increase(value);
  expect(readTexts(name)).toEqual(['{"count":5}']);
});

it('keeps both changes if a listener of the first makes the second', () => {
  const name = crypto.randomUUID();
  const value = createStoredValue(name, schema, { count: 0 });
  value.subscribe(() => {
    if (value.get().count === 1) increase(value);
  });
  increase(value);
  expect(readTexts(name)).toEqual(['{"count":2}']);
  expect(value.get()).toEqual({ count: 2 });
});

const add = (word: string) => (words: string[]) => (words.includes(word) ? words : [...words, word]);

it.each<[situation: string, stored: string[] | null, theirs: string[], kept: string[]]>([
  ['this tab has replaced their value', null, ['old', 'theirs'], ['old', 'theirs', 'mine']],
  ['they have replaced this tab’s value', ['old', 'theirs'], ['old', 'theirs'], ['old', 'theirs', 'mine']],
  ['they have seen this tab’s value', ['mine', 'theirs'], ['mine', 'theirs'], ['mine', 'theirs']],
  ['a third tab has written since', ['third'], ['old', 'theirs'], ['third']],
])('keeps the changes of tabs that write at the same moment: %s', (_situation, stored, theirs, kept) => {
  const name = crypto.randomUUID();
  const key = `switchboard.kept.${name}`;
  const value = createStoredValue(name, z.array(z.string()), ['old']);
  value.change(add('mine'));
  if (stored) localStorage.setItem(key, JSON.stringify(stored));
  dispatchEvent(new StorageEvent('storage', { key, newValue: JSON.stringify(theirs) }));
  expect(value.get()).toEqual(kept);
  expect(readTexts(name)).toEqual([JSON.stringify(kept)]);
});
