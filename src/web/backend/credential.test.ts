import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { attemptToken, createCredential, type Renewal } from './credential.ts';
import type { AcsToken } from './tokenHook.ts';

const minutes = (count: number) => count * 60_000;
const token = (lifetime: number): AcsToken => ({ token: `t${Date.now()}`, expiresAt: Date.now() + lifetime });

/** Nobody there to help, and and nothing that makes a retry possible. */
const alone = (problems: (Problem | null)[] = []): Renewal => ({
  onProblem: (problem) => problems.push(problem),
  onRetryPossible: () => () => {},
  turn: (attempt) => attempt(),
});

const rejections: unknown[] = [];
const onRejection = (reason: unknown) => void rejections.push(reason);

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00Z') });
  rejections.length = 0;
  process.on('unhandledRejection', onRejection);
});
afterEach(() => {
  process.off('unhandledRejection', onRejection);
  vi.useRealTimers();
});

it('renews the token by itself ten minutes before it expires', async () => {
  const hook = vi.fn(async () => ok(token(minutes(60))));
  const credential = createCredential(hook, token(minutes(60)), alone());
  await vi.advanceTimersByTimeAsync(minutes(49));
  expect(hook).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(hook).toHaveBeenCalledTimes(1);
  credential.dispose();
});

it('reports nothing if the service is down from ten to four minutes before the token expires', async () => {
  const start = Date.now();
  const isDown = () => Date.now() < start + minutes(56);
  const hook = vi.fn(async (): Promise<Result<AcsToken>> =>
    isDown() ? fail('service-failed', { detail: '503' }) : ok(token(minutes(60))),
  );
  const problems: (Problem | null)[] = [];
  const first = token(minutes(60));
  const credential = createCredential(hook, first, alone(problems));
  await vi.advanceTimersByTimeAsync(minutes(58));
  expect((await credential.getToken()).token).not.toBe(first.token);
  expect(hook.mock.calls.length).toBeGreaterThanOrEqual(5);
  // Unseen: nothing was told but that all is well.
  expect(problems).toEqual([null]);
  expect(rejections).toEqual([]);
  credential.dispose();
});

it('does not retry after a permanent refusal', async () => {
  const hook = vi.fn(async () => fail('not-allowed'));
  const credential = createCredential(hook, token(minutes(5)), alone());
  await vi.advanceTimersByTimeAsync(minutes(4));
  expect(hook.mock.calls.length).toBe(1);
  credential.dispose();
});

it('tries again after the token has expired, rejects getToken within 15 s, and recovers by itself', async () => {
  let isDown = true;
  const hook = vi.fn(async (): Promise<Result<AcsToken>> =>
    isDown ? fail('service-failed', { detail: '503' }) : ok(token(minutes(60))),
  );
  const problems: (Problem | null)[] = [];
  const credential = createCredential(hook, token(minutes(5)), alone(problems));
  await vi.advanceTimersByTimeAsync(minutes(6));
  expect(problems.at(-1)).toMatchObject({ code: 'service-failed' });
  const asking = credential.getToken().catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(15_001);
  expect(await asking).toContain('service-failed');
  isDown = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect((await credential.getToken()).expiresOnTimestamp).toBeGreaterThan(Date.now());
  expect(problems.at(-1)).toBeNull();
  expect(rejections).toEqual([]);
  credential.dispose();
});

it('waits without requests if only the user can help, and then renews', async () => {
  let signedIn = false;
  const hook = vi.fn(async (): Promise<Result<AcsToken>> =>
    signedIn ? ok(token(minutes(60))) : fail('sign-in-needed'),
  );
  const listeners = new Set<() => void>();
  const problems: (Problem | null)[] = [];
  const first = token(minutes(20));
  const credential = createCredential(hook, first, {
    onProblem: (problem) => problems.push(problem),
    onRetryPossible: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    turn: (attempt) => attempt(),
  });
  await vi.advanceTimersByTimeAsync(minutes(18));
  expect(hook).toHaveBeenCalledTimes(1);
  expect(problems).toMatchObject([{ code: 'sign-in-needed' }]);
  expect((await credential.getToken()).token).toBe(first.token);
  signedIn = true;
  for (const listener of listeners) listener();
  await vi.advanceTimersByTimeAsync(1);
  expect(problems.at(-1)).toBeNull();
  expect((await credential.getToken()).token).not.toBe(first.token);
  expect(listeners.size).toBe(0);
  expect(rejections).toEqual([]);
  credential.dispose();
});

it('an attempt without an answer has failed after 15 s', async () => {
  const attempt = attemptToken(() => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(15_001);
  expect(await attempt).toMatchObject({
    ok: false,
    problem: { code: 'service-unreachable', remedy: 'retry' },
  });
});

it('S11: clients that a busy service asks to wait 40 s return within the 10 s after that', async () => {
  const returned: number[] = [];
  const start = Date.now();
  const clients = Array.from({ length: 20 }, () => {
    let asked = 0;
    return createCredential(
      async () => {
        if (++asked === 1) return fail('service-busy', { retryAfter: 40_000 });
        returned.push(Date.now() - start);
        return ok(token(minutes(60)));
      },
      token(minutes(1)),
      alone(),
    );
  });
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(returned).toHaveLength(20);
  expect(Math.max(...returned) - Math.min(...returned)).toBeGreaterThan(2_000);
  for (const time of returned) expect(time - Math.min(...returned)).toBeLessThanOrEqual(10_000);
  for (const client of clients) client.dispose();
});
