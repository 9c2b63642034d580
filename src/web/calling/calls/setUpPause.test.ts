import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { CallSession } from '../call/session.ts';
import type { CallList } from './calls.ts';
import { pauseDuring } from './setUpPause.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Creates a phone that has the call `old`, and a command that adds the call `new`. */
function setUp() {
  const list = createStore<CallList>({ calls: ['old'], front: 'old' });
  const call = createStore({ state: 'Connecting' });
  const findSession = (key: string) => (key === 'new' ? ({ call } as unknown as CallSession) : undefined);
  const endPause = vi.fn();
  const pause = vi.fn(() => endPause);
  const addCall = async () => {
    list.set({ calls: ['old', 'new'], front: 'new' });
    return 'added';
  };
  const run = <Value>(command: () => Promise<Value>) => pauseDuring(command, { pause, list, findSession });
  return { run, addCall, call, pause, endPause };
}

it('pauses after the command has begun, and until the new call is connected', async () => {
  const { run, addCall, call, pause, endPause } = setUp();
  const command = vi.fn(addCall);
  expect(await run(command)).toBe('added');
  expect(command.mock.invocationCallOrder[0]).toBeLessThan(pause.mock.invocationCallOrder[0] ?? 0);
  call.set({ state: 'Ringing' });
  expect(endPause).not.toHaveBeenCalled();
  call.set({ state: 'Connected' });
  expect(endPause).toHaveBeenCalledTimes(1);
});

it.each(['Connected', 'Disconnected'])('does not wait for a call that is %s already', async (state) => {
  const { run, addCall, call, endPause } = setUp();
  call.set({ state });
  await run(addCall);
  expect(endPause).toHaveBeenCalledTimes(1);
});

it('ends the pause when the command has brought no call, or fails', async () => {
  const { run, endPause } = setUp();
  await run(async () => {});
  expect(endPause).toHaveBeenCalledTimes(1);
  await expect(run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(endPause).toHaveBeenCalledTimes(2);
});

it.each(['a call that only rings', 'a command that waits for the user'])(
  'pauses at most 200 ms for %s',
  async (situation) => {
    const { run, addCall, endPause } = setUp();
    const waitForUser = () => new Promise<never>(() => {});
    if (situation === 'a call that only rings') await run(addCall);
    else void run(waitForUser);
    await vi.advanceTimersByTimeAsync(199);
    expect(endPause).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    expect(endPause).toHaveBeenCalled();
  },
);
