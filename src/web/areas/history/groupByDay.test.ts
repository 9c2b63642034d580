import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../history/history.ts';
import { dayName, formatDay, groupByDay } from './groupByDay.ts';

const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).getTime();
const entry = (key: string, when: number): HistoryEntry => ({
  key,
  other: '8:orgid:b',
  name: null,
  target: null,
  outcome: 'missed',
  withVideo: false,
  at: when,
  seconds: null,
});

test('puts calls under the day on which they began, newest day first', () => {
  const grouped = groupByDay([
    entry('late', at(2026, 2, 30, 23, 59)),
    entry('early', at(2026, 2, 30, 0, 0)),
    entry('before', at(2026, 2, 29, 23, 59)),
  ]);
  expect(grouped.map(({ entries }) => entries.map(({ key }) => key))).toEqual([
    ['late', 'early'],
    ['before'],
  ]);
});

test('puts a call under its own day even if the list is not sorted', () => {
  const grouped = groupByDay([
    entry('long', at(2026, 2, 29)),
    entry('short', at(2026, 2, 30)),
    entry('x', at(2026, 2, 29)),
  ]);
  expect(grouped.map(({ entries }) => entries.map(({ key }) => key))).toEqual([['short'], ['long', 'x']]);
});

test.each([
  ['today', at(2026, 2, 30)],
  ['yesterday', at(2026, 2, 29)],
  ['date', at(2026, 2, 28)],
] as const)('calls a day %s by the calendar, also when the clocks change', (name, start) => {
  expect(dayName(start, at(2026, 2, 30, 0, 1))).toBe(name);
  expect(dayName(start, at(2026, 2, 30, 23, 59))).toBe(name);
});

test('names the year only if it is not the present one', () => {
  expect(formatDay(at(2026, 1, 3), at(2026, 2, 30), 'en')).toBe('Tuesday, February 3');
  expect(formatDay(at(2025, 11, 31), at(2026, 2, 30), 'en')).toBe('Wednesday, December 31, 2025');
});
