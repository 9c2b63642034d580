import { expect, test } from 'vitest';
import { createSlidingWindow } from './slidingWindow.ts';

test('a resource refuses what exceeds its quota in any 30 s, and counts the refused requests, too', () => {
  const isRefused = createSlidingWindow(3);
  expect([0, 10_000, 20_000].map(isRefused)).toEqual([false, false, false]);
  expect([29_999, 30_000].map(isRefused)).toEqual([true, true]);
  // The requests of the last 30 s are those of 20,000, 29,999 and 30,000 ms.
  expect([49_999, 60_001].map(isRefused)).toEqual([true, false]);
});
