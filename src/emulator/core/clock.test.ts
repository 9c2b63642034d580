import { beforeEach, expect, test, vi } from 'vitest';
import { createClock } from './clock.ts';

beforeEach(() => vi.useFakeTimers());

test('advance runs the due timers in order, and while a timer runs, the clock shows the time at which the timer was due', () => {
  const clock = createClock();
  const start = clock.now();
  const runs: string[] = [];
  const recordRun = (name: string) => () => runs.push(`${name} at ${clock.now() - start}`);
  clock.after(300, recordRun('second'));
  clock.after(100, () => {
    recordRun('first')();
    clock.after(50, recordRun('set by the first'));
  });
  clock.after(1_000, recordRun('not due yet'));
  const cancel = clock.after(200, recordRun('cancelled'));
  cancel();
  clock.advance(400);
  expect(runs).toEqual(['first at 100', 'set by the first at 150', 'second at 300']);
  expect(clock.now() - start).toBe(400);
});

test('when the clock is advanced, a timer that is not due yet fires earlier by the same number of milliseconds', () => {
  const clock = createClock();
  let runCount = 0;
  clock.after(1_000, () => (runCount += 1));
  clock.advance(900);
  vi.advanceTimersByTime(99);
  expect(runCount).toBe(0);
  vi.advanceTimersByTime(1);
  expect(runCount).toBe(1);
  clock.advance(10_000);
  expect(runCount).toBe(1);
});

test('a timer with a longer delay than setTimeout accepts fires when it is due, in passing or in moved time', () => {
  const dayMs = 86_400_000;
  const clock = createClock();
  let runCount = 0;
  clock.after(60 * dayMs, () => (runCount += 1));
  vi.advanceTimersByTime(30 * dayMs);
  clock.advance(30 * dayMs - 1);
  expect(runCount).toBe(0);
  vi.advanceTimersByTime(1);
  expect(runCount).toBe(1);
});
