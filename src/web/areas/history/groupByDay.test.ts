import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../history/history.ts';
import { classifyDay, groupByDay } from './groupEntries.ts';

/** @param parts as for `new Date`: the months count from 0 */
const createTime = (...parts: [number, number, number, number?, number?]) => new Date(...parts).getTime();
const createEntry = (key: string, startedAt: number): HistoryEntry => ({
  key,
  other: '8:orgid:b',
  name: null,
  target: null,
  outcome: 'missed',
  withVideo: false,
  at: startedAt,
  seconds: null,
});

test('puts each call under the day on which it began, and lists the newest day first', () => {
  const days = groupByDay([
    createEntry('late', createTime(2026, 2, 30, 23, 59)),
    createEntry('early', createTime(2026, 2, 30, 0, 0)),
    createEntry('day before', createTime(2026, 2, 29, 23, 59)),
  ]);
  expect(days.map(({ entries }) => entries.map(({ key }) => key))).toEqual([
    ['late', 'early'],
    ['day before'],
  ]);
});

test('puts each call under its own day even if the list is not sorted', () => {
  const days = groupByDay([
    createEntry('29 first', createTime(2026, 2, 29)),
    createEntry('30', createTime(2026, 2, 30)),
    createEntry('29 second', createTime(2026, 2, 29)),
  ]);
  expect(days.map(({ entries }) => entries.map(({ key }) => key))).toEqual([
    ['30'],
    ['29 first', '29 second'],
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
