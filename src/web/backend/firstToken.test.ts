import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../errors/problem.ts';
import { requestFirstToken } from './firstToken.ts';
import type { AcsToken } from './tokenHook.ts';

const token: AcsToken = { token: 't', expiresAt: Date.parse('2026-01-01T13:00:00Z') };
const busy = (retryAfterMs?: number) => fail('service-busy', { ...(retryAfterMs && { retryAfterMs }) });
const neverOver = () => false;

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

/** Creates a hook that gives these answers, and the last one again and again. */
const createHook = (...answers: Result<AcsToken>[]) =>
  vi.fn(async () => (answers.length > 1 ? answers.shift() : answers[0]) ?? ok(token));

it('waits as long as a busy service asks, and then gets the token', async () => {
  const hook = createHook(busy(5_000), ok(token));
  const result = requestFirstToken(hook, neverOver);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(hook).toHaveBeenCalledTimes(1);
  // The random delay is added to the 5 s: a quarter of them, at most.
  await vi.advanceTimersByTimeAsync(1_251);
  expect(await result).toEqual(ok(token));
});

it('returns the problem when the service has been busy for 30 s', async () => {
  const hook = createHook(busy(5_000));
  const result = requestFirstToken(hook, neverOver);
  const startedAt = Date.now();
  await vi.runAllTimersAsync();
  expect(await result).toMatchObject({ problem: { code: 'service-busy' } });
  expect(Date.now() - startedAt).toBeLessThanOrEqual(30_000);
  expect(hook.mock.calls.length).toBeGreaterThanOrEqual(3);
});

it.each([
  ['a service that is busy for more than 30 s', busy(60_000), neverOver],
  ['another problem', fail('service-failed', { retryAfterMs: 5_000 }), neverOver],
  ['a busy service after the user has signed out', busy(5_000), () => true],
])('returns %s at once', async (_title, answer, isOver) => {
  const hook = createHook(answer, ok(token));
  expect(await requestFirstToken(hook, isOver)).toEqual(answer);
  expect(hook).toHaveBeenCalledTimes(1);
});
