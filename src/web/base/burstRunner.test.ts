import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBurstRunner } from './burstRunner.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Ends the present task. Its microtasks run. */
const endTask = () => Promise.resolve();

it('runs once, at the end of the task, for several events in one task', async () => {
  const work = vi.fn();
  const { runSoon } = createBurstRunner(work);
  for (let event = 0; event < 10; event += 1) runSoon();
  expect(work).not.toHaveBeenCalled();
  await endTask();
  expect(work).toHaveBeenCalledTimes(1);
});

it('does not run again for events that came before `runNow`', async () => {
  const work = vi.fn();
  const { runSoon, runNow } = createBurstRunner(work);
  runSoon();
  runNow();
  await endTask();
  expect(work).toHaveBeenCalledTimes(1);
});

it('runs every 100 ms during a flood of events, and also for the last event', async () => {
  let seenEvent = 0;
  let event = 0;
  const work = vi.fn(() => void (seenEvent = event));
  const { runSoon } = createBurstRunner(work);
  // In 350 ms, each event in a task of its own.
  for (; event < 350; event += 1) {
    runSoon();
    await endTask();
    vi.advanceTimersByTime(1);
  }
  event = 351;
  runSoon();
  vi.advanceTimersByTime(100);
  await endTask();
  expect(seenEvent).toBe(351);
  // The first twenty events of the flood, and then one run in each 100 ms.
  expect(work).toHaveBeenCalledTimes(20 + 4);
});

it('runs at once in a flood if `runNow` asks for it, and not a second time for the same events', () => {
  const work = vi.fn();
  const { runSoon, runNow } = createBurstRunner(work);
  for (let run = 0; run < 20; run += 1) runNow();
  runSoon();
  runNow();
  vi.advanceTimersByTime(200);
  expect(work).toHaveBeenCalledTimes(21);
});

it('runs without a delay again after a flood', async () => {
  const work = vi.fn();
  const { runSoon, runNow } = createBurstRunner(work);
  for (let run = 0; run < 30; run += 1) runNow();
  vi.advanceTimersByTime(100);
  work.mockClear();
  runSoon();
  await endTask();
  expect(work).toHaveBeenCalledTimes(1);
});
