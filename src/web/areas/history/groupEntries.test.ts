import { expect, test } from 'vitest';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import type { HistoryEntry } from '../../history/history.ts';
import { filterEntries, type Filter } from './filterEntries.ts';
import { classifyDay, groupByDay, groupRepeats } from './groupEntries.ts';

const createEntry = (key: string, changes: Partial<HistoryEntry> = {}) =>
  createTestEntry({ key, other: '8:orgid:b', ...changes });
const listKeys = (entries: readonly HistoryEntry[]) => entries.map(({ key }) => key);
const group = (...entries: HistoryEntry[]) =>
  groupRepeats(entries).map(({ entries: calls }) => listKeys(calls));

test('groups calls of one person that follow each other', () => {
  const ofCarol = { other: '8:orgid:c' };
  expect(group(createEntry('1'), createEntry('2'), createEntry('3', ofCarol), createEntry('4'))).toEqual([
    ['1', '2'],
    ['3'],
    ['4'],
  ]);
});

test('separates calls that went different ways, so that no missed call is hidden', () => {
  expect(
    group(
      createEntry('1', { outcome: 'answered' }),
      createEntry('2'),
      createEntry('3', { outcome: 'unanswered', code: '486/0' }),
      createEntry('4', { outcome: 'unanswered', code: '603/0' }),
    ),
  ).toEqual([['1'], ['2'], ['3'], ['4']]);
});

test('groups calls to the same meeting, and never groups unknown callers', () => {
  const target = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  const joined = { outcome: 'placed', other: null, target } as const;
  expect(group(createEntry('1', joined), createEntry('2', { ...joined, target: { ...target } }))).toEqual([
    ['1', '2'],
  ]);
  expect(group(createEntry('1', { other: null }), createEntry('2', { other: null }))).toEqual([['1'], ['2']]);
});

/** @param parts as for `new Date`: the months count from 0 */
const createTime = (...parts: [number, number, number, number?, number?]) => new Date(...parts).getTime();

test('puts each call under the day on which it began, and lists the newest day first', () => {
  const days = groupByDay([
    createEntry('day before', { at: createTime(2026, 2, 29, 23, 59) }),
    createEntry('late', { at: createTime(2026, 2, 30, 23, 59) }),
    createEntry('long before', { at: createTime(2026, 2, 29) }),
    createEntry('early', { at: createTime(2026, 2, 30) }),
  ]);
  expect(days.map(({ entries }) => listKeys(entries))).toEqual([
    ['late', 'early'],
    ['day before', 'long before'],
  ]);
});

// In Europe, March 29, 2026 has only 23 hours.
test.each([
  ['today', createTime(2026, 2, 30)],
  ['yesterday', createTime(2026, 2, 29)],
  ['date', createTime(2026, 2, 28)],
] as const)('classifies a day as %s by the calendar, even when the clocks change', (dayName, startsAt) => {
  expect(classifyDay(startsAt, createTime(2026, 2, 30, 0, 1))).toBe(dayName);
  expect(classifyDay(startsAt, createTime(2026, 2, 30, 23, 59))).toBe(dayName);
});

const entries = [
  createEntry('missed'),
  createEntry('answered', { outcome: 'answered', note: 'Größe XL' }),
  createEntry('phone', { outcome: 'placed', other: '4:+14255550100', label: 'Sale' }),
];
const readName = ({ other }: HistoryEntry) => (other === '8:orgid:b' ? 'José Baker' : '+1 425 555 0100');
const filterKeys = (filter: Filter, query = '') =>
  listKeys(filterEntries(entries, { filter, query, readName }));

test.each([
  ['all', ['missed', 'answered', 'phone']],
  ['missed', ['missed']],
  ['incoming', ['missed', 'answered']],
  ['outgoing', ['phone']],
  ['withNote', ['answered', 'phone']],
] as const)('filters the calls: %s', (filter, keys) => {
  expect(filterKeys(filter)).toEqual(keys);
});

test.each([
  ['jose', ['missed', 'answered']],
  ['grosse', []],
  ['GRÖSSE', []],
  ['größe', ['answered']],
  ['(425) 555', ['phone']],
  ['4255550100', ['phone']],
  ['sale', ['phone']],
  ['nobody', []],
] as const)('searches names, numbers, notes and outcomes: %s', (query, keys) => {
  expect(filterKeys('all', query)).toEqual(keys);
});
