import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock } from './clock.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('moving the clock runs the timers that become due, in order, each at its own time', () => {
  const clock = createClock();
  const start = clock.now();
  const ran: [string, number][] = [];
  const note = (name: string) => () => ran.push([name, clock.now() - start]);
  clock.after(300, note('later'));
  clock.after(100, () => {
    note('soon')();
    clock.after(50, note('after soon'));
  });
  clock.after(1_000, note('too late'));
  const off = clock.after(200, note('called off'));
  off();
  clock.advance(400);
  expect(ran).toEqual([
    ['soon', 100],
    ['after soon', 150],
    ['later', 300],
  ]);
  expect(clock.now() - start).toBe(400);
});

test('timers that are left fire earlier, by as much as the clock was moved', () => {
  const clock = createClock();
  let ran = 0;
  clock.after(1_000, () => (ran += 1));
  clock.advance(900);
  vi.advanceTimersByTime(99);
  expect(ran).toBe(0);
  vi.advanceTimersByTime(1);
  expect(ran).toBe(1);
  clock.advance(10_000);
  expect(ran).toBe(1);
});

test('a timer beyond the limit of setTimeout does not fire at once', () => {
  const clock = createClock();
  let ran = false;
  clock.after(2 ** 40, () => (ran = true));
  vi.advanceTimersByTime(1_000);
  expect(ran).toBe(false);
});
