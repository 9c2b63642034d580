import { expect, test } from 'vitest';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { maxNoteLength, type HistoryEntry } from './entry.ts';
import { createHistory } from './history.ts';

/*
 * Node has no IndexedDB, so these histories are those of a browser that blocks it: local storage keeps their changes.
 * `history.browser.test.ts` tests the database.
 */
const storedTexts = stubLocalStorage();
const storedKey = 'switchboard.kept.history.alice';

/** A call that begins in a second, after the user has looked at the list. */
const createEntry = (key: string, changes: Partial<HistoryEntry> = {}) =>
  createTestEntry({ key, at: Date.now() + 1000, ...changes });
/** Reads the stored entries, as another page of this browser does. */
const readEntries = () => createHistory('alice').entries.get();
const readKeys = () => readEntries().map(({ key }) => key);

test('lists the call that began last first, and a call only once if two tabs add it', () => {
  const { add } = createHistory('alice');
  add(createEntry('second', { at: 2 }));
  add(createEntry('first', { at: 1, outcome: 'placed' }));
  add(createEntry('second', { at: 2 }));
  expect(readKeys()).toEqual(['second', 'first']);
});

test('counts the missed calls since the user last looked at the list, and stores the count', () => {
  const history = createHistory('alice');
  history.add(createEntry('one', { at: Date.now() - 5 }));
  history.add(createEntry('two', { at: Date.now() - 5, outcome: 'answered' }));
  expect(history.missedCount.get()).toBe(1);
  history.markSeen();
  expect(history.missedCount.get()).toBe(0);
  expect(createHistory('alice').missedCount.get()).toBe(0);
  expect(createHistory('bob').entries.get()).toEqual([]);
});

test('keeps the 10,000 latest entries', () => {
  const entries = Array.from({ length: 10_010 }, (_, index) => createEntry(String(index), { at: index }));
  storedTexts.set(storedKey, JSON.stringify({ entries, seenAt: 0 }));
  expect([readKeys().length, readKeys()[0], readKeys().at(-1)]).toEqual([10_000, '10009', '10']);
});

test('reads an entry of version 0.2.0, in which the field target is named placed', () => {
  const target = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  const { target: _target, ...oldEntry } = { ...createEntry('one'), placed: target };
  storedTexts.set(storedKey, JSON.stringify({ entries: [oldEntry], seenAt: 0 }));
  expect(readEntries()).toMatchObject([{ key: 'one', target }]);
});

test('C23: the tab in which a call goes on replaces the entry that another tab has added for the call', () => {
  const { add, put } = createHistory('alice');
  add(createEntry('one', { outcome: 'elsewhere' }));
  put(createEntry('one', { outcome: 'answered' }));
  add(createEntry('one', { outcome: 'missed' }));
  expect(readEntries()).toMatchObject([{ key: 'one', outcome: 'answered' }]);
});

test('keeps the note and the label when a call changes its id and when it ends', () => {
  const { put, annotate } = createHistory('alice');
  put(createEntry('first id'));
  annotate('first id', { note: 'Wants an offer' });
  annotate('first id', { label: 'Call back later' });
  put(createEntry('second id'), 'first id');
  put(createEntry('second id', { outcome: 'answered', seconds: 5 }));
  expect(readEntries()).toMatchObject([
    { key: 'second id', seconds: 5, note: 'Wants an offer', label: 'Call back later' },
  ]);
});

test('keeps the note of a call whose entry the user cleared during the call', () => {
  const { put, clear, annotate } = createHistory('alice');
  put(createEntry('one'));
  clear();
  annotate('one', { note: 'Wants an offer' });
  expect(readEntries()).toEqual([]);
  put(createEntry('one'));
  expect(readEntries()).toMatchObject([{ note: 'Wants an offer' }]);
});

test('removes an empty note and an empty label, and cuts a note that is too long', () => {
  const { put, annotate } = createHistory('alice');
  put(createEntry('one'));
  annotate('one', { note: 'x'.repeat(maxNoteLength + 1), label: 'Sales' });
  expect(readEntries()[0]?.note).toHaveLength(maxNoteLength);
  annotate('one', { note: '', label: '' });
  expect(readEntries()[0]).not.toHaveProperty('note');
  expect(readEntries()[0]).not.toHaveProperty('label');
});

test('C23: when two tabs write at the same time, neither deletes the entry of the other tab', () => {
  const [firstTab, secondTab] = [createHistory('alice'), createHistory('alice')];
  firstTab.put(createEntry('of the first tab', { at: 2 }));
  secondTab.put(createEntry('of the second tab', { at: 1 }));
  expect(readKeys()).toEqual(['of the first tab', 'of the second tab']);
});

test('a tab that closes right after a change leaves the change to the next page', () => {
  createHistory('alice').put(createEntry('one', { seconds: 5 }));
  const nextPage = createHistory('alice');
  expect(nextPage.entries.get()).toMatchObject([{ key: 'one', seconds: 5 }]);
  nextPage.annotate('one', { note: 'Wants an offer' });
  expect(readEntries()).toMatchObject([{ seconds: 5, note: 'Wants an offer' }]);
});

test('B7: keeps the other entries, and what only a newer build can read, when an entry cannot be read', () => {
  const newer = { ...createEntry('newer', { note: 'Call Ada' }), priority: 'high' };
  const unreadable = { ...createEntry('unreadable'), outcome: 'parked' };
  storedTexts.set(storedKey, JSON.stringify({ entries: [newer, unreadable], seenAt: 0, theme: 'new' }));
  const { add, put, clear } = createHistory('alice');
  expect(readEntries()).toMatchObject([{ key: 'newer', note: 'Call Ada' }]);
  add(createEntry('one', { at: 1 }));
  put(createEntry('newer', { outcome: 'answered' }));
  expect(readEntries()).toMatchObject([
    { key: 'newer', outcome: 'answered', note: 'Call Ada', priority: 'high' },
    { key: 'one' },
  ]);
  expect(JSON.parse(storedTexts.get(storedKey) ?? '')).toMatchObject({ theme: 'new' });
  expect(storedTexts.get(storedKey)).toContain('parked');
  clear();
  expect(storedTexts.get(storedKey)).not.toContain('parked');
});
