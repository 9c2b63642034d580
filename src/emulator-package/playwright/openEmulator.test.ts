import { afterEach, expect, test, vi } from 'vitest';
import { startEmulator } from '../index.ts';
import { openEmulator } from './openEmulator.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closers.splice(0).map((close) => close())));

test('a reset sets the clock right, even if another program started the emulator', async () => {
  const other = await startEmulator();
  closers.push(other.stop);
  const { emulator, close } = await openEmulator({ port: other.port, secret: other.secret });
  closers.push(close);
  expect((await emulator.clock.advance(60_000)).aheadMs).toBe(60_000);
  await emulator.reset();
  expect((await emulator.clock.read()).aheadMs).toBe(0);
}, 60_000);

test('an emulator of another program needs its secret, from the option or the variable, and its access key', async () => {
  const other = await startEmulator();
  closers.push(other.stop);
  const { port } = other;
  await expect(openEmulator({ port })).rejects.toThrow('Set emulatorOptions.secret or EMULATOR_SECRET');
  await expect(openEmulator({ port, secret: 'wrong' })).rejects.toThrow('Set emulatorOptions.secret');
  vi.stubEnv('EMULATOR_SECRET', other.secret);
  const { emulator, close } = await openEmulator({ port });
  closers.push(close);
  expect(await emulator.calls.list()).toEqual([]);
  expect(() => emulator.connectionString).toThrow('EMULATOR_ACCESS_KEY');
}, 60_000);
