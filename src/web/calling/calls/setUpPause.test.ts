import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { CallSession } from '../call/session.ts';
import type { CallList } from './calls.ts';
import { pauseDuring } from './setUpPause.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Creates a phone that has the call `old`, and a command that adds the call `new`. */
function setUp() {
  const state = createStore<CallList>({ calls: ['old'], front: 'old' });
  const call = createStore({ state: 'Connecting' });
  const findSession = (key: string) => (key === 'new' ? ({ call } as unknown as CallSession) : undefined);
  const endPause = vi.fn();
  const pause = vi.fn(() => endPause);
  const addCall = vi.fn(async () => {
    state.set({ calls: ['old', 'new'], front: 'new' });
    return 'added';
  });
  const run = <Value>(command: () => Promise<Value>) => pauseDuring(command, { state, findSession }, pause);
  return { run, addCall, call, pause, endPause };
}

it('pauses after the command has begun, and until the new call is connected', async () => {
  const { run, addCall, call, pause, endPause } = setUp();
  expect(await run(addCall)).toBe('added');
  expect(addCall.mock.invocationCallOrder[0]).toBeLessThan(pause.mock.invocationCallOrder[0] ?? 0);
  call.set({ state: 'Ringing' });
  await vi.advanceTimersByTimeAsync(0);
  expect(endPause).not.toHaveBeenCalled();
  call.set({ state: 'Connected' });
  await vi.advanceTimersByTimeAsync(0);
  expect(endPause).toHaveBeenCalledTimes(1);
});

it.each(['Connected', 'Disconnected'])('does not wait for a call that is %s already', async (state) => {
  const { run, addCall, call, endPause } = setUp();
  call.set({ state });
  await run(addCall);
  await vi.advanceTimersByTimeAsync(0);
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
    if (situation === 'a call that only rings') await run(addCall);
    else void run(() => new Promise<never>(() => {}));
    await vi.advanceTimersByTimeAsync(199);
    expect(endPause).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    expect(endPause).toHaveBeenCalled();
  },
);
