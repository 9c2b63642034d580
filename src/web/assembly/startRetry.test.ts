import { beforeEach, expect, test, vi } from 'vitest';
import { fail } from '../errors/problem.ts';
import { stubBrowser } from '../fixtures/sessionInNode.ts';
import { createStartRetry } from './startRetry.ts';

const setOnline = stubBrowser();
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
});

const { problem: unreachable } = fail('service-unreachable');

test('X4: repeats a start that failed for a passing problem, later after each failure, at most 31 s later', () => {
  const delays: number[] = [];
  const retry = createStartRetry(() => delays.push((retry.schedule(unreachable) ?? 0) - Date.now()));
  expect(retry.schedule(unreachable)).toBe(Date.now() + 2_000);
  vi.advanceTimersByTime(150_000);
  expect(delays.slice(0, 6)).toEqual([3_000, 5_000, 9_000, 17_000, 31_000, 31_000]);
});

test('X4: waits as long as a busy service asks, but repeats the start at once when the device is online again', () => {
  const attempt = vi.fn();
  const retry = createStartRetry(attempt);
  const { problem: busy } = fail('service-busy', { retryAfterMs: 20_000 });
  expect(retry.schedule(busy)).toBeGreaterThan(Date.now() + 20_000);
  setOnline(true);
  vi.advanceTimersByTime(100_000);
  expect(attempt).toHaveBeenCalledOnce();
});

test('X4: makes no attempt after a problem that it would not solve, and none after a cancellation', () => {
  const attempt = vi.fn();
  const retry = createStartRetry(attempt);
  expect(retry.schedule(fail('licence-missing').problem)).toBeNull();
  retry.schedule(unreachable);
  retry.cancel();
  vi.advanceTimersByTime(100_000);
  expect(attempt).not.toHaveBeenCalled();
});
