import { expect, test } from 'vitest';
import { formatDay } from './formatDay.ts';

/** @param parts as for `new Date`: the months count from 0 */
const createTime = (...parts: [number, number, number]) => new Date(...parts).getTime();

test('names the year only if it is not the present year', () => {
  expect(formatDay(createTime(2026, 1, 3), createTime(2026, 2, 30), 'en')).toBe('Tuesday, February 3');
  expect(formatDay(createTime(2025, 11, 31), createTime(2026, 2, 30), 'en')).toBe(
    'Wednesday, December 31, 2025',
  );
});
