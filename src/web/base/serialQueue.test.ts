import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSerialQueue } from './serialQueue.ts';

test('C2: a failed task rejects only its own promise, and the next task still runs', async () => {
  const queue = createSerialQueue();
  const failedTask = queue.run(() => Promise.reject(new Error('Not now.')));
  const nextTask = queue.run(async () => 'done');
  await expect(failedTask).rejects.toThrow('Not now.');
  await expect(nextTask).resolves.toBe('done');
});

test('C4: a task begins only after the task before it has ended', async () => {
  const queue = createSerialQueue();
  const order: string[] = [];
  const createTask = (name: string, durationMs: number) => async () => {
    order.push(`${name} begins`);
    await setTimeout(durationMs);
    order.push(`${name} ends`);
  };
  await Promise.all([queue.run(createTask('first', 10)), queue.run(createTask('second', 0))]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});
