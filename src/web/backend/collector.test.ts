import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCollector } from './collector.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(maxItems: number) {
  const sent: (readonly string[])[] = [];
  const add = createCollector<string>(maxItems, (items) => sent.push(items));
  return { sent, addAll: (items: string) => items.split('').forEach(add) };
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
  expect(sent).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  await vi.advanceTimersByTimeAsync(100);
  addAll('e');
  await Promise.resolve();
  expect(sent.at(-1)).toEqual(['e']);
});

test('splits more items than one request may have', async () => {
  const { sent, addAll } = setUp(2);
  addAll('abcde');
  await Promise.resolve();
  expect(sent).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});
