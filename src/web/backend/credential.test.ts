import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { fail, ok, type Failure, type Problem, type Result } from '../errors/problem.ts';
import { createCredential, requestAcsToken, requestFirstToken, type RenewalOptions } from './credential.ts';
import { createTokenHook, type AcsToken } from './tokenHook.ts';

const minutes = (count: number) => count * 60_000;
/** Creates an ACS token. @param resourceId the ACS resource that issues it */
const createToken = (lifetimeMs: number, resourceId = 'east'): AcsToken => ({
  token: `h.${btoa(JSON.stringify({ resourceId, issuedAt: Date.now() }))}.s`,
  expiresAt: Date.now() + lifetimeMs,
});

/**
 * Creates a credential whose first token lives for 60 minutes. By default, only the timer causes retries.
 * @param findFault says why there is no new token
 */
function setUp(
  findFault: () => Failure | null = () => null,
  { resourceId = 'east', ...options }: Partial<RenewalOptions> & { resourceId?: string } = {},
) {
  const fetchToken = vi.fn(
    async (): Promise<Result<AcsToken>> => findFault() ?? ok(createToken(minutes(60), resourceId)),
  );
  /** What the user would see. `null` reports a renewal that succeeded. */
  const problems: (Problem | null)[] = [];
  const firstToken = createToken(minutes(60));
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

// Vitest reports unhandled rejections, of which the credential must cause none.
beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00Z') }));

it('renews the token ten minutes before it expires, without a call of getToken', async () => {
  const { fetchToken } = setUp();
  await vi.advanceTimersByTimeAsync(minutes(49));
  expect(fetchToken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(fetchToken).toHaveBeenCalledTimes(1);
});

const serviceFault = fail('service-failed', { detail: '503' });
const busy = (retryAfterMs: number) => fail('service-busy', { retryAfterMs });

it('reports no problem if the service is down when the renewal is due, but recovers four minutes before the token expires', async () => {
  const recoversAt = Date.now() + minutes(56);
  const { fetchToken, problems, hasFirstToken } = setUp(() =>
    Date.now() < recoversAt ? serviceFault : null,
  );
  await vi.advanceTimersByTimeAsync(minutes(58));
  expect(await hasFirstToken()).toBe(false);
  expect(fetchToken.mock.calls.length).toBeGreaterThanOrEqual(5);
  expect(problems).toEqual([null]);
});

it('goes on trying after the token has expired, rejects getToken within 15 s, and succeeds when the service is back', async () => {
  let isDown = true;
  const { credential, problems } = setUp(() => (isDown ? serviceFault : null));
  await vi.advanceTimersByTimeAsync(minutes(61));
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
  const removeListener = vi.fn();
  const onRetryPossible = vi.fn((_retry: () => void) => removeListener);
  const { fetchToken, problems, hasFirstToken } = setUp(undefined, { onRetryPossible });
  fetchToken.mockResolvedValueOnce(fail('sign-in-needed'));
  await vi.advanceTimersByTimeAsync(minutes(58));
  expect(fetchToken).toHaveBeenCalledTimes(1);
  expect(problems).toMatchObject([{ code: 'sign-in-needed' }]);
  expect(await hasFirstToken()).toBe(true);
  onRetryPossible.mock.lastCall?.[0]();
  await vi.advanceTimersByTimeAsync(1);
  expect(problems.at(-1)).toBeNull();
  expect(await hasFirstToken()).toBe(false);
  expect(removeListener).toHaveBeenCalledOnce();
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
  const retryTimes: number[] = [];
  for (let client = 0; client < 20; client += 1) {
    const { fetchToken } = setUp(() => {
      retryTimes.push(Date.now());
      return null;
    });
    fetchToken.mockResolvedValueOnce(busy(40_000));
  }
  await vi.advanceTimersByTimeAsync(minutes(52));
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
  const credential = setUp(undefined, { waitUntilNoCall, resourceId: 'west' });
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
  const { problems, hasFirstToken } = setUp(undefined, { resourceId, waitUntilNoCall });
  await vi.advanceTimersByTimeAsync(minutes(51));
  expect(await hasFirstToken()).toBe(false);
  expect(problems).toEqual([null]);
});

const neverOver = () => false;

it('waits as long as a busy service asks for the first token, and then gets it', async () => {
  const token = ok(createToken(minutes(60)));
  const hook = vi.fn(async (): Promise<Result<AcsToken>> => token).mockResolvedValueOnce(busy(5_000));
  const result = requestFirstToken(hook, neverOver);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(hook).toHaveBeenCalledTimes(1);
  // The random delay is added to the 5 s: a quarter of them, at most.
  await vi.advanceTimersByTimeAsync(1_251);
  expect(await result).toEqual(token);
});

it('returns the problem when the service has been busy for 30 s at the first token', async () => {
  const hook = vi.fn(async () => busy(5_000));
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
])('requests the first token only once after %s', async (_title, answer, isOver) => {
  const hook = vi.fn(async () => answer);
  expect(await requestFirstToken(hook, isOver)).toEqual(answer);
  expect(hook).toHaveBeenCalledTimes(1);
});
