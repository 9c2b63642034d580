import { beforeEach, expect, it, vi } from 'vitest';
import { createBurstRunner } from './burstRunner.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));

/** Ends the present task. Its microtasks run. */
const endTask = () => Promise.resolve();

/** Creates a runner that notes which event was the last one before its last run. */
function createWatchedRunner() {
  const seen = { event: 0, runCount: 0 };
  let event = 0;
  const runner = createBurstRunner(() => Object.assign(seen, { event, runCount: seen.runCount + 1 }));
  /** Lets events happen, each in a task of its own that takes `taskMs`. */
  const raiseEvents = async (count: number, taskMs: number) => {
    for (let raised = 0; raised < count; raised += 1) {
      event += 1;
      runner.runSoon();
      await endTask();
      vi.advanceTimersByTime(taskMs);
    }
  };
  return { ...runner, seen, raiseEvents };
}

it('runs once, at the end of the task, for several events in one task, and not again after `runNow`', async () => {
  const { runSoon, runNow, seen } = createWatchedRunner();
  runSoon();
  runSoon();
  expect(seen.runCount).toBe(0);
  await endTask();
  expect(seen.runCount).toBe(1);
  runSoon();
  runNow();
  await endTask();
  expect(seen.runCount).toBe(2);
});

it.each([1, 40])('runs every 100 ms during a flood of events that take %i ms', async (taskMs) => {
  const { raiseEvents, seen } = createWatchedRunner();
  await raiseEvents(20, taskMs);
  expect(seen).toEqual({ event: 20, runCount: 20 });
  const floodEvents = 400 / taskMs;
  await raiseEvents(floodEvents, taskMs);
  expect(seen.runCount).toBeLessThanOrEqual(20 + 4);
  vi.advanceTimersByTime(100);
  expect(seen.event).toBe(20 + floodEvents);
});

it('runs after each event while events come every 60 ms', async () => {
  const { raiseEvents, seen } = createWatchedRunner();
  await raiseEvents(50, 60);
  expect(seen.runCount).toBe(50);
});

it('runs at once in a flood if `runNow` asks for it, and without a delay again after the flood', async () => {
  const { raiseEvents, runSoon, runNow, seen } = createWatchedRunner();
  await raiseEvents(20, 1);
  runSoon();
  runNow();
  vi.advanceTimersByTime(200);
  expect(seen.runCount).toBe(21);
  await raiseEvents(5, 1);
  expect(seen.runCount).toBe(26);
});
