import { expect, test, vi } from 'vitest';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { createHistory, maxNoteLength, type HistoryEntry } from './history.ts';

const storedTexts = stubLocalStorage();

/** A call that begins in a second, after the user has looked at the list. */
const createEntry = (key: string, changes: Partial<HistoryEntry> = {}) =>
  createTestEntry({ key, at: Date.now() + 1000, ...changes });

test('lists the call that began last first, and lists a call only once if two tabs add it', () => {
  const history = createHistory('alice');
  history.add(createEntry('second', { at: 2 }));
  history.add(createEntry('first', { at: 1, outcome: 'placed' }));
  history.add(createEntry('second', { at: 2 }));
  expect(history.entries.get().map(({ key }) => key)).toEqual(['second', 'first']);
});

test('counts the missed calls since the user last looked at the list, and stores the count and the entries', () => {
  const history = createHistory('alice');
  history.add(createEntry('one', { at: Date.now() - 5 }));
  history.add(createEntry('two', { at: Date.now() - 5, outcome: 'answered' }));
  expect(history.missedCount.get()).toBe(1);
  history.markSeen();
  expect(history.missedCount.get()).toBe(0);
  const historyOfNextPage = createHistory('alice');
  expect(historyOfNextPage.entries.get()).toHaveLength(2);
  expect(historyOfNextPage.missedCount.get()).toBe(0);
  expect(createHistory('bob').entries.get()).toEqual([]);
});

test('keeps at most 500 entries', () => {
  const history = createHistory('alice');
  for (let i = 0; i < 510; i += 1) history.add(createEntry(String(i)));
  expect(history.entries.get()).toHaveLength(500);
  expect(history.entries.get()[0]?.key).toBe('509');
});

test('reads an entry of version 0.2.0, in which the field target is named placed', () => {
  const target = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  const { target: _target, ...oldEntry } = { ...createEntry('one'), placed: target };
  storedTexts.set('switchboard.kept.history.alice', JSON.stringify({ entries: [oldEntry], seenAt: 0 }));
  expect(createHistory('alice').entries.get()).toMatchObject([{ key: 'one', target }]);
});

test.each(['{', '{"entries":"x","seenAt":0}'])(
  'starts with an empty list if the stored text is not valid: %s',
  (text) => {
    storedTexts.set('switchboard.kept.history.alice', text);
    expect(createHistory('alice').entries.get()).toEqual([]);
  },
);

test('keeps the list in memory where the browser blocks storage', () => {
  const refuse = () => {
    throw new DOMException('blocked', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  const history = createHistory('alice');
  history.add(createEntry('one'));
  expect(history.entries.get()).toHaveLength(1);
});

test('C23: the tab in which a call goes on replaces the entry that another tab has added for the call', () => {
  const history = createHistory('alice');
  history.add(createEntry('one', { outcome: 'elsewhere' }));
  history.put(createEntry('one', { outcome: 'answered' }));
  history.add(createEntry('one', { outcome: 'missed' }));
  expect(history.entries.get()).toMatchObject([{ key: 'one', outcome: 'answered' }]);
});

test('keeps the note and the label when a call changes its id and when it ends', () => {
  const history = createHistory('alice');
  history.put(createEntry('first id'));
  history.annotate('first id', { note: 'Wants an offer' });
  history.annotate('first id', { label: 'Call back later' });
  history.put(createEntry('second id'), 'first id');
  history.put(createEntry('second id', { outcome: 'answered', seconds: 5 }));
  expect(createHistory('alice').entries.get()).toMatchObject([
    { key: 'second id', seconds: 5, note: 'Wants an offer', label: 'Call back later' },
  ]);
});

test('keeps the note of a call whose entry the user cleared during the call', () => {
  const history = createHistory('alice');
  history.put(createEntry('one'));
  history.clear();
  history.annotate('one', { note: 'Wants an offer' });
  expect(history.entries.get()).toEqual([]);
  history.put(createEntry('one'));
  expect(history.entries.get()).toMatchObject([{ note: 'Wants an offer' }]);
});

test('removes an empty note and an empty label, and cuts a note that is too long', () => {
  const history = createHistory('alice');
  history.put(createEntry('one'));
  history.annotate('one', { note: 'x'.repeat(maxNoteLength + 1), label: 'Sales' });
  expect(history.entries.get()[0]?.note).toHaveLength(maxNoteLength);
  history.annotate('one', { note: '', label: '' });
  expect(history.entries.get()[0]).not.toHaveProperty('note');
  expect(history.entries.get()[0]).not.toHaveProperty('label');
});

test('C23: when two tabs write at the same time, neither deletes the entry of the other tab', () => {
  const [firstTab, secondTab] = [createHistory('alice'), createHistory('alice')];
  firstTab.put(createEntry('of the first tab', { at: 2 }));
  secondTab.put(createEntry('of the second tab', { at: 1 }));
  expect(
    createHistory('alice')
      .entries.get()
      .map(({ key }) => key),
  ).toEqual(['of the first tab', 'of the second tab']);
});

test('B7: keeps the other entries, and what only a newer build can read, when an entry cannot be read', () => {
  const newer = { ...createEntry('newer', { note: 'Call Ada' }), priority: 'high' };
  const unreadable = { ...createEntry('unreadable'), outcome: 'parked' };
  const key = 'switchboard.kept.history.alice';
  storedTexts.set(key, JSON.stringify({ entries: [newer, unreadable], seenAt: 0, theme: 'new' }));
  const history = createHistory('alice');
  expect(history.entries.get()).toMatchObject([{ key: 'newer', note: 'Call Ada' }]);
  history.add(createEntry('one', { at: 1 }));
  history.put(createEntry('newer', { outcome: 'answered' }));
  expect(JSON.parse(storedTexts.get(key) ?? '')).toMatchObject({
    entries: [{ key: 'newer', outcome: 'answered', note: 'Call Ada', priority: 'high' }, { key: 'one' }],
    unreadable: [unreadable],
    theme: 'new',
  });
  history.clear();
  expect(storedTexts.get(key)).not.toContain('parked');
});
