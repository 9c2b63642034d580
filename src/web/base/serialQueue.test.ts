import { expect, test } from 'vitest';
import { createSerialQueue } from './serialQueue.ts';

test('C2: a task that fails rejects its own promise only, and the next task runs', async () => {
  const queue = createSerialQueue();
  const failed = queue.run(() => Promise.reject(new Error('Not now.')));
  const next = queue.run(async () => 'done');
  await expect(failed).rejects.toThrow('Not now.');
  await expect(next).resolves.toBe('done');
});

test('C4: a task begins only after the task before it has settled', async () => {
  const queue = createSerialQueue();
  const order: string[] = [];
  const task = (name: string, ms: number) => () =>
    new Promise<void>((resolve) => {
      order.push(`${name} begins`);
      setTimeout(() => {
        order.push(`${name} ends`);
        resolve();
      }, ms);
    });
  await Promise.all([queue.run(task('first', 10)), queue.run(task('second', 0))]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});
