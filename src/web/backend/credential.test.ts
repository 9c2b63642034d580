import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { requestAcsToken, createCredential, type RenewalOptions } from './credential.ts';
import { createTokenHook, type AcsToken } from './tokenHook.ts';

const minutes = (count: number) => count * 60_000;
const createToken = (lifetimeMs: number): AcsToken => ({
  token: `t${Date.now()}`,
  expiresAt: Date.now() + lifetimeMs,
});

/** Creates options with which only the timer causes retries. @param problems collects what would be shown to the user */
const createTimedOptions = (problems: (Problem | null)[] = []): RenewalOptions => ({
  onProblem: (problem) => problems.push(problem),
  onRetryPossible: () => () => {},
  waitUntilNoCall: () => null,
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
  const fetchToken = vi.fn(async () => ok(createToken(minutes(60))));
  const credential = createCredential(fetchToken, createToken(minutes(60)), createTimedOptions());
  await vi.advanceTimersByTimeAsync(minutes(49));
  expect(fetchToken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(fetchToken).toHaveBeenCalledTimes(1);
  credential.dispose();
});

it('reports no problem if the service is down when the renewal is due, but recovers four minutes before the token expires', async () => {
  const startedAt = Date.now();
  const isDown = () => Date.now() < startedAt + minutes(56);
  const fetchToken = vi.fn(async (): Promise<Result<AcsToken>> =>
    isDown() ? fail('service-failed', { detail: '503' }) : ok(createToken(minutes(60))),
  );
  const problems: (Problem | null)[] = [];
  const firstToken = createToken(minutes(60));
  const credential = createCredential(fetchToken, firstToken, createTimedOptions(problems));
  await vi.advanceTimersByTimeAsync(minutes(58));
  expect((await credential.getToken()).token).not.toBe(firstToken.token);
  expect(fetchToken.mock.calls.length).toBeGreaterThanOrEqual(5);
  // `null` reports the renewal that succeeded.
  expect(problems).toEqual([null]);
  expect(unhandledRejections).toEqual([]);
  credential.dispose();
});

it('goes on trying after the token has expired, rejects getToken within 15 s, and succeeds when the service is back', async () => {
  let isDown = true;
  const fetchToken = vi.fn(async (): Promise<Result<AcsToken>> =>
    isDown ? fail('service-failed', { detail: '503' }) : ok(createToken(minutes(60))),
  );
  const problems: (Problem | null)[] = [];
  const credential = createCredential(fetchToken, createToken(minutes(5)), createTimedOptions(problems));
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
  const fetchToken = vi.fn(async (): Promise<Result<AcsToken>> =>
    isSignedIn ? ok(createToken(minutes(60))) : fail('sign-in-needed'),
  );
  const listeners = new Set<() => void>();
  const problems: (Problem | null)[] = [];
  const firstToken = createToken(minutes(20));
  const credential = createCredential(fetchToken, firstToken, {
    ...createTimedOptions(problems),
    onRetryPossible: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  await vi.advanceTimersByTimeAsync(minutes(18));
  expect(fetchToken).toHaveBeenCalledTimes(1);
  expect(problems).toMatchObject([{ code: 'sign-in-needed' }]);
  expect((await credential.getToken()).token).toBe(firstToken.token);
  isSignedIn = true;
  for (const listener of listeners) listener();
  await vi.advanceTimersByTimeAsync(1);
  expect(problems.at(-1)).toBeNull();
  expect((await credential.getToken()).token).not.toBe(firstToken.token);
  expect(listeners.size).toBe(0);
  expect(unhandledRejections).toEqual([]);
  credential.dispose();
});

it('X12: fails an attempt that has no answer after 15 s, and blames Entra if Entra does not answer', async () => {
  const hang = () => new Promise<never>(() => {});
  const hangingAttempt = requestAcsToken(hang);
  await vi.advanceTimersByTimeAsync(15_101);
  expect(await hangingAttempt).toMatchObject({ problem: { code: 'service-unreachable', remedy: 'retry' } });
  const answers = {
    acquireTeamsToken: async () => ok('teams'),
    acquireCallerToken: async () => ok('caller'),
  };
  const source = { kind: 'service', url: 'https://service.example/', scope: null } as const;
  for (const hangingTokens of [{ acquireTeamsToken: hang }, { acquireCallerToken: hang }]) {
    const hook = createTokenHook(source, { clientId: '', oid: '' }, { ...answers, ...hangingTokens });
    const attempt = requestAcsToken(hook);
    await vi.advanceTimersByTimeAsync(15_101);
    expect(await attempt).toMatchObject({ problem: { code: 'sign-in-unreachable', detail: 'timeout' } });
  }
});

it('S11: if the service asks all clients to wait 40 s, they retry at different times in the 10 s after that', async () => {
  /** For each client, the milliseconds until it tried again. */
  const retryTimes: number[] = [];
  const startedAt = Date.now();
  const clients = Array.from({ length: 20 }, () => {
    let attemptCount = 0;
    return createCredential(
      async () => {
        attemptCount += 1;
        if (attemptCount === 1) return fail('service-busy', { retryAfterMs: 40_000 });
        retryTimes.push(Date.now() - startedAt);
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

/** Creates an ACS token that names its resource. @param resourceId the ACS resource */
const createResourceToken = (resourceId: string, lifetimeMs: number): AcsToken => ({
  token: `h.${btoa(JSON.stringify({ resourceId, issuedAt: Date.now() }))}.s`,
  expiresAt: Date.now() + lifetimeMs,
});

/** Creates a credential whose next token is of the resource *west*, while the tab is in a call that `endCall` ends. */
function createMovedCredential() {
  const problems: (Problem | null)[] = [];
  let endCall = () => {};
  const firstToken = createResourceToken('east', minutes(60));
  const credential = createCredential(async () => ok(createResourceToken('west', minutes(60))), firstToken, {
    ...createTimedOptions(problems),
    waitUntilNoCall: (timeoutMs) =>
      new Promise((resolve) => {
        endCall = resolve;
        setTimeout(resolve, timeoutMs);
      }),
  });
  const isOld = async () => (await credential.getToken()).token === firstToken.token;
  return { credential, problems, isOld, endCall: () => endCall() };
}

it('F6: keeps the old token during a call if the new one is of another resource, says so, and hands the new one over after the call', async () => {
  const { credential, problems, isOld, endCall } = createMovedCredential();
  await vi.advanceTimersByTimeAsync(minutes(52));
  expect(await isOld()).toBe(true);
  expect(problems).toMatchObject([{ code: 'resource-moved' }]);
  endCall();
  await vi.advanceTimersByTimeAsync(1);
  expect(await isOld()).toBe(false);
  expect(problems.at(-1)).toBeNull();
  credential.dispose();
});

it('F6: hands the token of another resource over shortly before the old token expires, although the call goes on', async () => {
  const { credential, isOld } = createMovedCredential();
  await vi.advanceTimersByTimeAsync(minutes(59));
  expect(await isOld()).toBe(true);
  await vi.advanceTimersByTimeAsync(57_000);
  expect(await isOld()).toBe(false);
  credential.dispose();
});

it.each([
  ['the same resource during a call', 'east', () => new Promise<void>(() => {})],
  ['another resource while there is no call', 'west', () => null],
])('F6: hands a token of %s over at once', async (_title, resourceId, waitUntilNoCall) => {
  const problems: (Problem | null)[] = [];
  const fetchToken = async () => ok(createResourceToken(resourceId, minutes(60)));
  const firstToken = createResourceToken('east', minutes(60));
  const options = { ...createTimedOptions(problems), waitUntilNoCall };
  const credential = createCredential(fetchToken, firstToken, options);
  await vi.advanceTimersByTimeAsync(minutes(51));
  expect((await credential.getToken()).token).not.toBe(firstToken.token);
  expect(problems).toEqual([null]);
  credential.dispose();
});
