import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announceEnd } from './announceEnd.ts';

const minutes = (count: number) => count * 60_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('says half an hour before, once, that the sign-in ends, and takes it back after a new one', () => {
  let ends = Date.now() + minutes(60);
  const told: boolean[] = [];
  const stop = announceEnd(
    () => ends - Date.now(),
    (isDue) => told.push(isDue),
  );
  vi.advanceTimersByTime(minutes(29));
  expect(told).toEqual([]);
  vi.advanceTimersByTime(minutes(20));
  expect(told).toEqual([true]);
  ends = Date.now() + minutes(24 * 60);
  vi.advanceTimersByTime(minutes(1));
  expect(told).toEqual([true, false]);
  stop();
  ends = Date.now();
  vi.advanceTimersByTime(minutes(2));
  expect(told).toEqual([true, false]);
});

it('a page that is opened in the last half hour says so at once', () => {
  const told: boolean[] = [];
  announceEnd(
    () => minutes(5),
    (isDue) => told.push(isDue),
  )();
  expect(told).toEqual([true]);
});
