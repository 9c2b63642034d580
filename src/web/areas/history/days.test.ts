import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../history/history.ts';
import { dayName, days, formatDay } from './days.ts';

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

test('calls stand under the day that they began on, newest first', () => {
  const grouped = days([
    entry('late', at(2026, 2, 30, 23, 59)),
    entry('early', at(2026, 2, 30, 0, 0)),
    entry('before', at(2026, 2, 29, 23, 59)),
  ]);
  expect(grouped.map(({ entries }) => entries.map(({ key }) => key))).toEqual([
    ['late', 'early'],
    ['before'],
  ]);
});

test('a call that began before one already listed is under its own day all the same', () => {
  const grouped = days([
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
] as const)('%s by the calendar, also across a change of the clocks', (name, start) => {
  expect(dayName(start, at(2026, 2, 30, 0, 1))).toBe(name);
  expect(dayName(start, at(2026, 2, 30, 23, 59))).toBe(name);
});

test('the year is named only where it is another one', () => {
  expect(formatDay(at(2026, 1, 3), at(2026, 2, 30), 'en')).toBe('Tuesday, February 3');
  expect(formatDay(at(2025, 11, 31), at(2026, 2, 30), 'en')).toBe('Wednesday, December 31, 2025');
});
