import { expect, test } from 'vitest';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import type { HistoryEntry } from '../../history/entry.ts';
import { filterEntries } from './filterEntries.ts';
import {
  classifyDay,
  countOpenCallers,
  divideIntoBlocks,
  findReturnedCalls,
  groupByDay,
  groupRepeats,
  sliceDays,
} from './groupEntries.ts';

const createEntry = (key: string, changes: Partial<HistoryEntry> = {}) =>
  createTestEntry({ key, other: '8:orgid:b', ...changes });
const listKeys = (entries: readonly HistoryEntry[]) => entries.map(({ key }) => key);

const byCarol = { other: '8:orgid:c' };
const meeting = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
const joined = { outcome: 'placed', other: null, target: meeting } as const;

test.each<[string, Partial<HistoryEntry>[], string[]]>([
  ['groups calls of one person that follow each other', [{}, {}, byCarol, {}], ['01', '2', '3']],
  [
    'separates calls that went different ways, so that no missed call is hidden',
    [
      { outcome: 'answered' },
      {},
      { outcome: 'unanswered', code: '486/0' },
      { outcome: 'unanswered', code: '603/0' },
    ],
    ['0', '1', '2', '3'],
  ],
  ['groups calls to the same meeting', [joined, { ...joined, target: { ...meeting } }], ['01']],
  ['never groups unknown callers', [{ other: null }, { other: null }], ['0', '1']],
])('%s', (_title, calls, groups) => {
  const entries = calls.map((changes, index) => createEntry(String(index), changes));
  expect(groupRepeats(entries).map((group) => listKeys(group.entries).join(''))).toEqual(groups);
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

test.each([
  [1, ['1', '2']],
  [2, ['1', '2']],
  [3, ['1', '2', '3']],
  [9, ['1', '2', '3']],
])('selects the latest %i calls, and the others of their last day: %s', (count, keys) => {
  const calls = [
    createEntry('1', { at: createTime(2026, 2, 30, 9) }),
    createEntry('2', { at: createTime(2026, 2, 30) }),
    createEntry('3', { at: createTime(2026, 2, 29, 23, 59) }),
  ];
  expect(listKeys(sliceDays(calls, count))).toEqual(keys);
});

test('divides the rows of a day into blocks, in which a new call moves no other row', () => {
  const rows = Array.from({ length: 25 }, (_, index) => createEntry(`row ${25 - index}`, { other: null }));
  const listBlocks = (newest: readonly HistoryEntry[]) =>
    divideIntoBlocks(groupRepeats(newest)).map(({ key, groups }) => [key, groups.length, groups[0]?.key]);
  const older = [
    [1, 10, 'row 20'],
    [0, 10, 'row 10'],
  ];
  expect(listBlocks(rows)).toEqual([[2, 5, 'row 25'], ...older]);
  expect(listBlocks([createEntry('new', { other: null }), ...rows])).toEqual([[2, 6, 'new'], ...older]);
});

const entries = [
  createEntry('missed'),
  createEntry('answered', { outcome: 'answered', note: 'Größe XL' }),
  createEntry('phone', { outcome: 'placed', other: '4:+14255550100', label: 'Sale' }),
];
const readName = ({ other }: HistoryEntry) => (other === '8:orgid:b' ? 'José Baker' : '+1 425 555 0100');

test.each([
  ['all', '', ['missed', 'answered', 'phone']],
  ['missed', '', ['missed']],
  ['incoming', '', ['missed', 'answered']],
  ['outgoing', '', ['phone']],
  ['withNote', '', ['answered', 'phone']],
  ['all', 'jose', ['missed', 'answered']],
  ['all', 'baker, jose', ['missed', 'answered']],
  ['all', 'grosse', ['answered']],
  ['all', 'groesse', ['answered']],
  ['all', 'GRÖSSE', ['answered']],
  ['all', 'grösser', []],
  ['all', 'größe', ['answered']],
  ['all', '(425) 555', ['phone']],
  ['all', '4255550100', ['phone']],
  ['all', 'sale', ['phone']],
  ['all', 'nobody', []],
] as const)(
  'finds calls by the filter %s and by names, numbers, notes and outcomes: %s',
  (filter, query, keys) => {
    expect(listKeys(filterEntries(entries, { filter, query, readName }))).toEqual(keys);
  },
);

test('finds the missed calls after which the user has talked to the caller; a withheld number may be anybody’s', () => {
  const withheld = { other: '4:anonymous' };
  const entries = [
    createEntry('answered later', { outcome: 'answered' }),
    createEntry('another’s later', { ...withheld, outcome: 'answered' }),
    createEntry('returned', { outcome: 'missed' }),
    createEntry('withheld', { ...withheld, outcome: 'missed' }),
    createEntry('Carol’s', { ...byCarol, outcome: 'missed' }),
  ];
  const returned = findReturnedCalls(entries);
  expect([...returned]).toEqual(['returned']);
  const repeated = [
    createEntry('Carol’s again', { ...byCarol, outcome: 'missed' }),
    createEntry('withheld again', { ...withheld, outcome: 'missed' }),
  ];
  // Carol, and two callers with withheld numbers.
  expect(countOpenCallers([...entries, ...repeated], returned)).toBe(3);
});
