import { expect, it, vi } from 'vitest';
import { createQueue } from './queue.ts';

const counts = { waiting: 2, longestWaitSeconds: 75, agentsAvailable: 1 };

it('asks every five seconds while somebody looks and the page is visible, and later after a failure', async () => {
  vi.useFakeTimers();
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  const readCounts = vi.fn(async (): Promise<typeof counts | null> => counts);
  const queue = createQueue(readCounts);
  const countRequests = async (waitMs: number) => {
    await vi.advanceTimersByTimeAsync(waitMs);
    return readCounts.mock.calls.length;
  };
  expect(await countRequests(10_000)).toBe(0);
  const stopWatching = queue.watch();
  expect(await countRequests(0)).toBe(1);
  expect(queue.state.get()).toEqual(counts);
  expect(await countRequests(5_000)).toBe(2);
  page.visibilityState = 'hidden';
  expect(await countRequests(60_000)).toBe(2);
  page.visibilityState = 'visible';
  readCounts.mockResolvedValueOnce(null);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(await countRequests(0)).toBe(3);
  expect(queue.state.get()).toBe('unavailable');
  expect(await countRequests(29_000)).toBe(3);
  expect(await countRequests(1_000)).toBe(4);
  stopWatching();
  expect(await countRequests(60_000)).toBe(4);
});
