import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { createSerialQueue } from '../base/serialQueue.ts';
import { runInTurn, type Locks } from './runInTurn.ts';

type Callback = (lock: Lock | null) => unknown;

/** Creates simulated Web Locks. @param request simulates `LockManager.request`, without the lock's name */
const createLocks = (request: (options: LockOptions, callback: Callback) => Promise<unknown>): Locks => ({
  request: (async (_name: string, options: LockOptions, callback: Callback) =>
    request(options, callback)) as Locks['request'],
});

/** Creates locks that run one callback after another, as a browser does. */
function createQueuedLocks(): Locks {
  const queue = createSerialQueue();
  return createLocks((_options, callback) => queue.run(async () => callback(null)));
}

const rejectRequest = (errorName: string) => Promise.reject(new DOMException('refused', errorName));

it('runs the work of two tabs one after the other, and returns its own result to each tab', async () => {
  const sharedLocks = createQueuedLocks();
  const order: string[] = [];
  const createWork = (tab: string) => async () => {
    order.push(`${tab} begins`);
    await setImmediate();
    order.push(`${tab} ends`);
    return tab;
  };
  const results = await Promise.all(['a', 'b'].map((tab) => runInTurn(createWork(tab), sharedLocks)));
  expect(results).toEqual(['a', 'b']);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

it('steals the lock if another tab still holds it at the end of the timeout', async () => {
  const requests: LockOptions[] = [];
  const locksOfHangingTab = createLocks(async (options, callback) => {
    requests.push(options);
    return options.steal ? callback(null) : rejectRequest('TimeoutError');
  });
  const work = vi.fn(async () => 'token');
  expect(await runInTurn(work, locksOfHangingTab)).toBe('token');
  expect(requests).toEqual([{ signal: expect.any(AbortSignal) }, { steal: true }]);
  expect(work).toHaveBeenCalledTimes(1);
});

it('if another tab steals the lock while the work is running, returns the result of that work and runs it only once', async () => {
  const work = vi.fn(() => new Promise<string>((resolve) => setTimeout(resolve, 10, 'token')));
  const stolenLocks = createLocks((_options, callback) => {
    void callback(null);
    return rejectRequest('AbortError');
  });
  expect(await runInTurn(work, stolenLocks)).toBe('token');
  expect(work).toHaveBeenCalledTimes(1);
});

it.each([
  ['the browser has no locks', undefined],
  ['this page may not use locks', createLocks(() => rejectRequest('SecurityError'))],
])('runs the work at once if %s', async (_reason, unusableLocks) => {
  const work = vi.fn(async () => 'token');
  expect(await runInTurn(work, unusableLocks)).toBe('token');
  expect(work).toHaveBeenCalledTimes(1);
});

it('rejects with the error of the work, which it does not run again', async () => {
  const work = vi.fn(() => Promise.reject(new Error('no network')));
  await expect(runInTurn(work, createQueuedLocks())).rejects.toThrow('no network');
  expect(work).toHaveBeenCalledTimes(1);
});
