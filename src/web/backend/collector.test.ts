import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCollector } from './collector.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(maxItems: number, maxRunning?: number) {
  const sent: (readonly string[])[] = [];
  const answers: (() => void)[] = [];
  const send = (items: readonly string[]) => {
    sent.push(items);
    return new Promise<void>((resolve) => answers.push(resolve));
  };
  const add = createCollector<string>(maxItems, send, maxRunning);
  return {
    sent,
    addAll: (items: string) => items.split('').forEach(add),
    /** Answers the request that has waited longest. */
    answer: async () => {
      answers.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

test('sends the items of one task at once, and collects the next ones for 100 ms', async () => {
  const { sent, addAll } = setUp(20);
  addAll('ab');
  await Promise.resolve();
  expect(sent).toEqual([['a', 'b']]);
  addAll('c');
  await vi.advanceTimersByTimeAsync(60);
  addAll('d');
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(40);
  expect(sent.slice(1)).toEqual([['c', 'd']]);
  await vi.advanceTimersByTimeAsync(100);
  addAll('e');
  await Promise.resolve();
  expect(sent.at(-1)).toEqual(['e']);
});

test('splits more items than one request may have, and sends the newest items first', async () => {
  const { sent, addAll } = setUp(2);
  addAll('abcde');
  await Promise.resolve();
  expect(sent).toEqual([['d', 'e'], ['b', 'c'], ['a']]);
});

test('lets at most `maxRunning` requests run, and sends the newest of the waiting items next', async () => {
  const { sent, addAll, answer } = setUp(1, 2);
  addAll('abc');
  await vi.advanceTimersByTimeAsync(300);
  expect(sent).toEqual([['c'], ['b']]);
  addAll('d');
  await vi.advanceTimersByTimeAsync(300);
  expect(sent).toHaveLength(2);
  await answer();
  await vi.advanceTimersByTimeAsync(100);
  expect(sent.slice(2)).toEqual([['d']]);
  await answer();
  await vi.advanceTimersByTimeAsync(100);
  expect(sent.slice(3)).toEqual([['a']]);
});
