import { expect, test, vi } from 'vitest';
import { storage } from '../fixtures/storage.ts';
import { createHistory, type HistoryEntry } from './history.ts';

const stored = storage();

const entry = (key: string, part: Partial<HistoryEntry> = {}): HistoryEntry => ({
  key,
  other: '8:orgid:b',
  name: null,
  target: null,
  outcome: 'missed',
  withVideo: false,
  at: Date.now() + 1000,
  seconds: null,
  ...part,
});

test('lists the newest call first, and a call that two tabs add only once', () => {
  const history = createHistory('alice');
  history.add(entry('one'));
  history.add(entry('two', { outcome: 'placed' }));
  history.add(entry('one'));
  expect(history.entries.get().map(({ key }) => key)).toEqual(['two', 'one']);
});

test('counts missed calls until the user looks at the list, and stores entries and count for the next page', () => {
  const history = createHistory('alice');
  history.add(entry('one', { at: Date.now() - 5 }));
  history.add(entry('two', { at: Date.now() - 5, outcome: 'answered' }));
  expect(history.missed.get()).toBe(1);
  history.markSeen();
  expect(history.missed.get()).toBe(0);
  const next = createHistory('alice');
  expect(next.entries.get()).toHaveLength(2);
  expect(next.missed.get()).toBe(0);
  expect(createHistory('bob').entries.get()).toEqual([]);
});

test('keeps at most 500 entries', () => {
  const history = createHistory('alice');
  for (let i = 0; i < 510; i += 1) history.add(entry(String(i)));
  expect(history.entries.get()).toHaveLength(500);
  expect(history.entries.get()[0]?.key).toBe('509');
});

test('reads an entry of version 0.2.0, which calls the target `placed`', () => {
  const target = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  const { target: _target, ...old } = { ...entry('one'), placed: target };
  stored.set('switchboard.kept.history.alice', JSON.stringify({ entries: [old], seenAt: 0 }));
  expect(createHistory('alice').entries.get()).toMatchObject([{ key: 'one', target }]);
});

test.each(['{', '{"entries":"x","seenAt":0}', 'null'])(
  'ignores a stored list that fails the check: %s',
  (text) => {
    stored.set('switchboard.kept.history.alice', text);
    expect(createHistory('alice').entries.get()).toEqual([]);
  },
);

test('keeps the list in memory where the browser blocks storage', () => {
  vi.stubGlobal('localStorage', {
    getItem() {
      throw new DOMException('blocked', 'SecurityError');
    },
    setItem() {
      throw new DOMException('blocked', 'SecurityError');
    },
  });
  const history = createHistory('alice');
  history.add(entry('one'));
  expect(history.entries.get()).toHaveLength(1);
});

test('sorts parallel calls by their beginning, whichever ended last', () => {
  const history = createHistory('alice');
  history.add(entry('second', { at: 2 }));
  history.add(entry('first', { at: 1 }));
  expect(history.entries.get().map(({ key }) => key)).toEqual(['second', 'first']);
});

test('C23: the tab that has a call replaces the entry of another tab', () => {
  const history = createHistory('alice');
  history.add(entry('one', { outcome: 'elsewhere' }));
  history.put(entry('one', { outcome: 'answered' }));
  history.add(entry('one', { outcome: 'missed' }));
  expect(history.entries.get()).toMatchObject([{ key: 'one', outcome: 'answered' }]);
});

test('C23: two tabs that write at the same time keep each other’s calls', () => {
  const [one, other] = [createHistory('alice'), createHistory('alice')];
  one.put(entry('of one tab', { at: 2 }));
  other.put(entry('of the other', { at: 1 }));
  expect(
    createHistory('alice')
      .entries.get()
      .map(({ key }) => key),
  ).toEqual(['of one tab', 'of the other']);
});
