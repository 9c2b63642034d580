import { beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { CallSession } from '../call/session.ts';
import type { CallList } from './calls.ts';
import { pauseDuring } from './setUpPause.ts';

beforeEach(() => void vi.useFakeTimers());

/** Creates a phone that has the call `old`, and a command that adds the call `new`. */
function setUp() {
  const state = createStore<CallList>({ calls: ['old'], front: 'old' });
  const call = createStore({ state: 'Connecting' });
  const findSession = (key: string) => (key === 'new' ? ({ call } as unknown as CallSession) : undefined);
  const endPause = vi.fn();
  const pause = vi.fn(() => endPause);
  const addCall = vi.fn(async () => state.set({ calls: ['old', 'new'], front: 'new' }));
  const run = (command: () => Promise<unknown>) => pauseDuring(command, { state, findSession }, pause);
  return { run, addCall, call, pause, endPause };
}

it('pauses after the command has begun, and until the new call is connected', async () => {
  const { run, addCall, call, pause, endPause } = setUp();
  await run(addCall);
  expect(addCall).toHaveBeenCalledBefore(pause);
  call.set({ state: 'Ringing' });
  await vi.advanceTimersByTimeAsync(0);
  expect(endPause).not.toHaveBeenCalled();
  call.set({ state: 'Connected' });
  // In the same task, so that the connected call is rendered once.
  expect(endPause).toHaveBeenCalledTimes(1);
});

it.each(['Connected', 'Disconnected'])('does not wait for a call that is %s already', async (state) => {
  const { run, addCall, call, endPause } = setUp();
  call.set({ state });
  await run(addCall);
  await vi.advanceTimersByTimeAsync(0);
  expect(endPause).toHaveBeenCalledTimes(1);
});

it('returns the result of a command that has brought no call, or its error, and ends the pause', async () => {
  const { run, endPause } = setUp();
  expect(await run(async () => 'result')).toBe('result');
  expect(endPause).toHaveBeenCalledTimes(1);
  await expect(run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(endPause).toHaveBeenCalledTimes(2);
});

it.each([
  ['a call that only rings', null],
  ['a command that waits for the user', () => new Promise<never>(() => {})],
])('pauses at most 200 ms for %s', async (_situation, command) => {
  const { run, addCall, endPause } = setUp();
  void run(command ?? addCall);
  await vi.advanceTimersByTimeAsync(199);
  expect(endPause).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2);
  expect(endPause).toHaveBeenCalled();
});
