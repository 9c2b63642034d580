import { beforeEach, expect, it, vi } from 'vitest';
import { watchExpiry } from './watchExpiry.ts';

const minutes = (count: number) => count * 60_000;

beforeEach(() => vi.useFakeTimers());

it('reports at once or later that the sign-in ends within half an hour, and the opposite after a new sign-in', () => {
  let endsAt = Date.now() + minutes(60);
  const reports: boolean[] = [];
  const getRemainingMs = () => endsAt - Date.now();
  const stop = watchExpiry(getRemainingMs, (endsSoon) => reports.push(endsSoon));
  vi.advanceTimersByTime(minutes(29));
  expect(reports).toEqual([]);
  vi.advanceTimersByTime(minutes(20));
  expect(reports).toEqual([true]);
  endsAt = Date.now() + minutes(24 * 60);
  vi.advanceTimersByTime(minutes(1));
  expect(reports).toEqual([true, false]);
  stop();
  endsAt = Date.now();
  vi.advanceTimersByTime(minutes(2));
  expect(reports).toEqual([true, false]);
  watchExpiry(getRemainingMs, (endsSoon) => reports.push(endsSoon))();
  expect(reports).toEqual([true, false, true]);
});
