import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { requestAcsToken, createCredential, type RenewalOptions } from './credential.ts';
import type { AcsToken } from './tokenHook.ts';

const minutes = (count: number) => count * 60_000;
const createToken = (lifetimeMs: number): AcsToken => ({
  token: `t${Date.now()}`,
  expiresAt: Date.now() + lifetimeMs,
});

/** Creates options with which only time leads to a retry. `problems` collects what would be shown to the user. */
const createTimedOptions = (problems: (Problem | null)[] = []): RenewalOptions => ({
  onProblem: (problem) => problems.push(problem),
  onRetryPossible: () => () => {},
  runInTurn: (attempt) => attempt(),
});

const unhandledRejections: unknown[] = [];
const onRejection = (reason: unknown) => void unhandledRejections.push(reason);

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00Z') });
  unhandledRejections.length = 0;
  process.on('unhandledRejection', onRejection);
});
afterEach(() => {
  process.off('unhandledRejection', onRejection);
  vi.useRealTimers();
});

it('renews the token ten minutes before it expires, without a call of getToken', async () => {
  const hook = vi.fn(async () => ok(createToken(minutes(60))));
  const credential = createCredential(hook, createToken(minutes(60)), createTimedOptions());
  await vi.advanceTimersByTimeAsync(minutes(49));
  expect(hook).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(hook).toHaveBeenCalledTimes(1);
  credential.dispose();
});

it('reports no problem if the service only fails from ten to four minutes before the token expires', async () => {
  const start = Date.now();
  const isDown = () => Date.now() < start + minutes(56);
  const hook = vi.fn(async (): Promise<Result<AcsToken>> =>
    isDown() ? fail('service-failed', { detail: '503' }) : ok(createToken(minutes(60))),
  );
  const problems: (Problem | null)[] = [];
  const first = createToken(minutes(60));
  const credential = createCredential(hook, first, createTimedOptions(problems));
  await vi.advanceTimersByTimeAsync(minutes(58));
  expect((await credential.getToken()).token).not.toBe(first.token);
  expect(hook.mock.calls.length).toBeGreaterThanOrEqual(5);
  // `null` reports the renewal that succeeded.
  expect(problems).toEqual([null]);
  expect(unhandledRejections).toEqual([]);
  credential.dispose();
});

it('does not retry after a refusal that a retry cannot change', async () => {
  const hook = vi.fn(async () => fail('not-allowed'));
  const credential = createCredential(hook, createToken(minutes(5)), createTimedOptions());
  await vi.advanceTimersByTimeAsync(minutes(4));
  expect(hook.mock.calls.length).toBe(1);
  credential.dispose();
});

it('goes on trying after the token has expired, rejects getToken within 15 s, and succeeds when the service is back', async () => {
  let isDown = true;
  const hook = vi.fn(async (): Promise<Result<AcsToken>> =>
    isDown ? fail('service-failed', { detail: '503' }) : ok(createToken(minutes(60))),
  );
  const problems: (Problem | null)[] = [];
  const credential = createCredential(hook, createToken(minutes(5)), createTimedOptions(problems));
  await vi.advanceTimersByTimeAsync(minutes(6));
  expect(problems.at(-1)).toMatchObject({ code: 'service-failed' });
  const message = credential.getToken().catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(15_001);
  expect(await message).toContain('service-failed');
  isDown = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect((await credential.getToken()).expiresOnTimestamp).toBeGreaterThan(Date.now());
  expect(problems.at(-1)).toBeNull();
  expect(unhandledRejections).toEqual([]);
  credential.dispose();
});

it('sends no request while only the user can solve the problem, and renews after the user has signed in', async () => {
  let isSignedIn = false;
  const hook = vi.fn(async (): Promise<Result<AcsToken>> =>
    isSignedIn ? ok(createToken(minutes(60))) : fail('sign-in-needed'),
  );
  const listeners = new Set<() => void>();
  const problems: (Problem | null)[] = [];
  const first = createToken(minutes(20));
  const credential = createCredential(hook, first, {
    onProblem: (problem) => problems.push(problem),
    onRetryPossible: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    runInTurn: (attempt) => attempt(),
  });
  await vi.advanceTimersByTimeAsync(minutes(18));
  expect(hook).toHaveBeenCalledTimes(1);
  expect(problems).toMatchObject([{ code: 'sign-in-needed' }]);
  expect((await credential.getToken()).token).toBe(first.token);
  isSignedIn = true;
  for (const listener of listeners) listener();
  await vi.advanceTimersByTimeAsync(1);
  expect(problems.at(-1)).toBeNull();
  expect((await credential.getToken()).token).not.toBe(first.token);
  expect(listeners.size).toBe(0);
  expect(unhandledRejections).toEqual([]);
  credential.dispose();
});

it('fails an attempt that has no answer after 15 s', async () => {
  const attempt = requestAcsToken(() => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(15_001);
  expect(await attempt).toMatchObject({
    ok: false,
    problem: { code: 'service-unreachable', remedy: 'retry' },
  });
});

it('S11: if the service asks all clients to wait 40 s, they retry at different times in the 10 s after that', async () => {
  /** For each client, the milliseconds until it tried again. */
  const retryTimes: number[] = [];
  const start = Date.now();
  const clients = Array.from({ length: 20 }, () => {
    let attemptCount = 0;
    return createCredential(
      async () => {
        attemptCount += 1;
        if (attemptCount === 1) return fail('service-busy', { retryAfterMs: 40_000 });
        retryTimes.push(Date.now() - start);
        return ok(createToken(minutes(60)));
      },
      createToken(minutes(1)),
      createTimedOptions(),
    );
  });
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(retryTimes).toHaveLength(20);
  expect(Math.max(...retryTimes) - Math.min(...retryTimes)).toBeGreaterThan(2_000);
  for (const time of retryTimes) expect(time - Math.min(...retryTimes)).toBeLessThanOrEqual(10_000);
  for (const client of clients) client.dispose();
});
