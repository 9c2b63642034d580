import { createSerialQueue } from '../base/serialQueue.ts';
import type { HidDevice } from './webHid.ts';

const queues = new WeakMap<HidDevice, ReturnType<typeof createSerialQueue>>();

/** Runs a command of a device after its earlier ones, because the browser refuses to open a device that it is closing. */
export function runInTurn(device: HidDevice, command: () => Promise<void>): Promise<void> {
  const queue = queues.get(device) ?? createSerialQueue();
  queues.set(device, queue);
  return queue.run(command);
}
