import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchExpiry } from './watchExpiry.ts';

const minutes = (count: number) => count * 60_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('warns once, half an hour before the sign-in ends, and withdraws the warning after a new sign-in', () => {
  let endsAt = Date.now() + minutes(60);
  const changes: boolean[] = [];
  const stop = watchExpiry(
    () => endsAt - Date.now(),
    (endsSoon) => changes.push(endsSoon),
  );
  vi.advanceTimersByTime(minutes(29));
  expect(changes).toEqual([]);
  vi.advanceTimersByTime(minutes(20));
  expect(changes).toEqual([true]);
  endsAt = Date.now() + minutes(24 * 60);
  vi.advanceTimersByTime(minutes(1));
  expect(changes).toEqual([true, false]);
  stop();
  endsAt = Date.now();
  vi.advanceTimersByTime(minutes(2));
  expect(changes).toEqual([true, false]);
});

it('warns at once in a page that is opened in the last half hour', () => {
  const changes: boolean[] = [];
  watchExpiry(
    () => minutes(5),
    (endsSoon) => changes.push(endsSoon),
  )();
  expect(changes).toEqual([true]);
});
