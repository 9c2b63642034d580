import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { attemptToken, createCredential } from './credential.ts';
import type { AcsToken } from './tokenHook.ts';

const minutes = (count: number) => count * 60_000;
const token = (lifetime: number): AcsToken => ({ token: `t${Date.now()}`, expiresAt: Date.now() + lifetime });

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

it('renews by itself ten minutes before the token ends', async () => {
  const hook = vi.fn(async () => ok(token(minutes(60))));
  const credential = createCredential(hook, token(minutes(60)), () => {});
  await vi.advanceTimersByTimeAsync(minutes(49));
  expect(hook).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(hook).toHaveBeenCalledTimes(1);
  credential.dispose();
});

it('a service that is down from ten to four minutes before the end is outlived, unseen', async () => {
  const start = Date.now();
  const isDown = () => Date.now() < start + minutes(56);
  const hook = vi.fn(async (): Promise<Result<AcsToken>> =>
    isDown() ? fail('service-failed', { detail: '503' }) : ok(token(minutes(60))),
  );
  const troubles: (Problem | null)[] = [];
  const first = token(minutes(60));
  const credential = createCredential(hook, first, (problem) => troubles.push(problem));
  await vi.advanceTimersByTimeAsync(minutes(58));
  expect((await credential.getToken()).token).not.toBe(first.token);
  expect(hook.mock.calls.length).toBeGreaterThanOrEqual(5);
  expect(troubles.at(-1)).toBeNull();
  expect(rejections).toEqual([]);
  credential.dispose();
});

it('a refusal for good is asked once and not again', async () => {
  const hook = vi.fn(async () => fail('not-allowed'));
  const credential = createCredential(hook, token(minutes(5)), () => {});
  await vi.advanceTimersByTimeAsync(minutes(4));
  expect(hook.mock.calls.length).toBe(1);
  credential.dispose();
});

it('an attempt that hangs has failed after 15 s', async () => {
  const attempt = attemptToken(() => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(15_001);
  expect(await attempt).toMatchObject({
    ok: false,
    problem: { code: 'service-unreachable', remedy: 'retry' },
  });
});
