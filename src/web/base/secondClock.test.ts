import { expect, it, vi } from 'vitest';
import { countSecondsSince } from './countSecondsSince.ts';
import { secondClock } from './secondClock.ts';

it('stands still between two ticks, and shows the time now while nobody listens', () => {
  vi.useFakeTimers({ now: 10_000 });
  const stop = secondClock.subscribe(() => {});
  vi.advanceTimersByTime(1_900);
  expect(secondClock.get()).toBe(11_000);
  vi.advanceTimersByTime(100);
  expect(secondClock.get()).toBe(12_000);
  // The computer has slept: the clock is not late until the next tick.
  vi.setSystemTime(60_000);
  expect(secondClock.get()).toBe(60_000);
  stop();
  vi.setSystemTime(61_500);
  expect(secondClock.get()).toBe(61_500);
});

it('counts whole seconds, as running times do', () => {
  vi.useFakeTimers({ now: 12_900 });
  expect(countSecondsSince(10_000)).toBe(2);
});
