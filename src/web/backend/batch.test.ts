import { beforeEach, expect, test, vi } from 'vitest';
import { createCollector } from './batch.ts';

beforeEach(() => void vi.useFakeTimers());

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
  // One request may have 20 items, and the newest items come first.
  addAll('abcdefghijklmnopqrstuvw');
  await Promise.resolve();
  expect(sent.slice(2).map((items) => items.join(''))).toEqual(['defghijklmnopqrstuvw', 'abc']);
});

test('lets at most `maxRunning` requests run, and sends the newest of the waiting items next', async () => {
  const { sent, addAll, answer } = setUp(1, 2);
  addAll('abc');
  await vi.advanceTimersByTimeAsync(300);
  expect(sent).toEqual([['c'], ['b']]);
  addAll('d');
  await vi.advanceTimersByTimeAsync(300);
  expect(sent).toHaveLength(2);
  for (const item of ['d', 'a']) {
    await answer();
    await vi.advanceTimersByTimeAsync(100);
    expect(sent.at(-1)).toEqual([item]);
  }
});
