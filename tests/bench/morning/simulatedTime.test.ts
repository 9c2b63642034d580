import { expect, test } from 'vitest';
import { runInSimulatedTime } from './simulatedTime.ts';

const wait = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));

test('an hour of simulated time takes no hour, and the clock shows the hour', async () => {
  const startedAt = performance.now();
  const [before, after] = await runInSimulatedTime(1_000, async () => {
    const time = Date.now();
    await wait(3_600_000);
    return [time, Date.now()];
  });
  expect([before, after]).toEqual([1_000, 3_601_000]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('timers run in the order of their times, timers of the same time in the order of their creation, and stopped timers never', async () => {
  const delays = [5, 3, 9, 3, 7, 1, 8, 3, 2, 6];
  const order = await runInSimulatedTime(0, async () => {
    const ran: string[] = [];
    delays.forEach((delayMs, index) => void wait(delayMs).then(() => ran.push(`${delayMs} (${index})`)));
    clearTimeout(setTimeout(() => ran.push('stopped'), 4).unref());
    await wait(20);
    return ran;
  });
  const expected = delays
    .map((delayMs, index) => ({ delayMs, index }))
    .toSorted((a, b) => a.delayMs - b.delayMs || a.index - b.index);
  expect(order).toEqual(expected.map(({ delayMs, index }) => `${delayMs} (${index})`));
});

test('the real clock is back after the work, even if the work fails', async () => {
  const realSetTimeout = globalThis.setTimeout;
  await expect(runInSimulatedTime(0, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(runInSimulatedTime(0, () => new Promise(() => {}))).rejects.toThrow('no timer');
  expect(globalThis.setTimeout).toBe(realSetTimeout);
  expect(Date.now()).toBeGreaterThan(1_000_000);
});
