import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { fail, ok, type Failure, type Problem, type Result } from '../errors/problem.ts';
import { requestAcsToken, createCredential, type RenewalOptions } from './credential.ts';
import { createTokenHook, type AcsToken } from './tokenHook.ts';

const minutes = (count: number) => count * 60_000;
/** Creates an ACS token. @param resourceId the ACS resource that issues it */
const createToken = (lifetimeMs: number, resourceId = 'east'): AcsToken => ({
  token: `h.${btoa(JSON.stringify({ resourceId, issuedAt: Date.now() }))}.s`,
  expiresAt: Date.now() + lifetimeMs,
});

/**
 * Creates a credential whose first token lives for `lifetimeMs`. By default, only the timer causes retries.
 * @param findFault says why there is no new token
 */
function setUp(
  lifetimeMs: number,
  findFault: () => Failure | null = () => null,
  { resourceId = 'east', ...options }: Partial<RenewalOptions> & { resourceId?: string } = {},
) {
  const fetchToken = vi.fn(
    async (): Promise<Result<AcsToken>> => findFault() ?? ok(createToken(minutes(60), resourceId)),
  );
  /** What the user would see. `null` reports a renewal that succeeded. */
  const problems: (Problem | null)[] = [];
  const firstToken = createToken(lifetimeMs);
  const credential = createCredential(fetchToken, firstToken, {
    onProblem: (problem) => problems.push(problem),
    onRetryPossible: () => () => {},
    waitUntilNoCall: () => null,
    runInTurn: (attempt) => attempt(),
    ...options,
  });
  onTestFinished(() => credential.dispose());
  const hasFirstToken = async () => (await credential.getToken()).token === firstToken.token;
  return { fetchToken, problems, credential, hasFirstToken };
}

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
  expect(unhandledRejections).toEqual([]);
});

it('renews the token ten minutes before it expires, without a call of getToken', async () => {
  const { fetchToken } = setUp(minutes(60));
  await vi.advanceTimersByTimeAsync(minutes(49));
  expect(fetchToken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(fetchToken).toHaveBeenCalledTimes(1);
});

const serviceFault = fail('service-failed', { detail: '503' });

it('reports no problem if the service is down when the renewal is due, but recovers four minutes before the token expires', async () => {
  const recoversAt = Date.now() + minutes(56);
  const credential = setUp(minutes(60), () => (Date.now() < recoversAt ? serviceFault : null));
  await vi.advanceTimersByTimeAsync(minutes(58));
  expect(await credential.hasFirstToken()).toBe(false);
  expect(credential.fetchToken.mock.calls.length).toBeGreaterThanOrEqual(5);
  expect(credential.problems).toEqual([null]);
});

it('goes on trying after the token has expired, rejects getToken within 15 s, and succeeds when the service is back', async () => {
  let isDown = true;
  const { credential, problems } = setUp(minutes(5), () => (isDown ? serviceFault : null));
  await vi.advanceTimersByTimeAsync(minutes(6));
  expect(problems.at(-1)).toMatchObject({ code: 'service-failed' });
  const message = credential.getToken().catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(15_001);
  expect(await message).toContain('service-failed');
  isDown = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect((await credential.getToken()).expiresOnTimestamp).toBeGreaterThan(Date.now());
  expect(problems.at(-1)).toBeNull();
});

it('sends no request while only the user can solve the problem, and renews after the user has signed in', async () => {
  let isSignedIn = false;
  const listeners = new Set<() => void>();
  const onRetryPossible = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const findFault = () => (isSignedIn ? null : fail('sign-in-needed'));
  const { fetchToken, problems, hasFirstToken } = setUp(minutes(20), findFault, { onRetryPossible });
  await vi.advanceTimersByTimeAsync(minutes(18));
  expect(fetchToken).toHaveBeenCalledTimes(1);
  expect(problems).toMatchObject([{ code: 'sign-in-needed' }]);
  expect(await hasFirstToken()).toBe(true);
  isSignedIn = true;
  for (const listener of listeners) listener();
  await vi.advanceTimersByTimeAsync(1);
  expect(problems.at(-1)).toBeNull();
  expect(await hasFirstToken()).toBe(false);
  expect(listeners.size).toBe(0);
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
  for (let client = 0; client < 20; client += 1) {
    let attemptCount = 0;
    setUp(minutes(1), () => {
      attemptCount += 1;
      if (attemptCount === 1) return fail('service-busy', { retryAfterMs: 40_000 });
      retryTimes.push(Date.now() - startedAt);
      return null;
    });
  }
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(retryTimes).toHaveLength(20);
  expect(Math.max(...retryTimes) - Math.min(...retryTimes)).toBeGreaterThan(2_000);
  for (const time of retryTimes) expect(time - Math.min(...retryTimes)).toBeLessThanOrEqual(10_000);
});

/** Creates a credential whose next token is of the resource *west*, while the tab is in a call that `endCall` ends. */
function createMovedCredential() {
  let endCall = () => {};
  const waitUntilNoCall = (timeoutMs: number) =>
    new Promise<void>((resolve) => {
      endCall = resolve;
      setTimeout(resolve, timeoutMs);
    });
  const credential = setUp(minutes(60), undefined, { waitUntilNoCall, resourceId: 'west' });
  return { ...credential, endCall: () => endCall() };
}

it('F6: keeps the old token during a call if the new one is of another resource, says so, and hands the new one over after the call', async () => {
  const { problems, hasFirstToken, endCall } = createMovedCredential();
  await vi.advanceTimersByTimeAsync(minutes(52));
  expect(await hasFirstToken()).toBe(true);
  expect(problems).toMatchObject([{ code: 'resource-moved' }]);
  endCall();
  await vi.advanceTimersByTimeAsync(1);
  expect(await hasFirstToken()).toBe(false);
  expect(problems.at(-1)).toBeNull();
});

it('F6: hands the token of another resource over shortly before the old token expires, although the call goes on', async () => {
  const { hasFirstToken } = createMovedCredential();
  await vi.advanceTimersByTimeAsync(minutes(59));
  expect(await hasFirstToken()).toBe(true);
  await vi.advanceTimersByTimeAsync(57_000);
  expect(await hasFirstToken()).toBe(false);
});

it.each([
  ['the same resource during a call', 'east', () => new Promise<void>(() => {})],
  ['another resource while there is no call', 'west', () => null],
])('F6: hands a token of %s over at once', async (_title, resourceId, waitUntilNoCall) => {
  const { problems, hasFirstToken } = setUp(minutes(60), undefined, { resourceId, waitUntilNoCall });
  await vi.advanceTimersByTimeAsync(minutes(51));
  expect(await hasFirstToken()).toBe(false);
  expect(problems).toEqual([null]);
});
