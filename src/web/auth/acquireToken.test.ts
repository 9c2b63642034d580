import { setImmediate } from 'node:timers/promises';
import { CacheLookupPolicy, type AuthenticationResult, type SilentRequest } from '@azure/msal-browser';
import { expect, it } from 'vitest';
import { createAcquireToken } from './acquireToken.ts';

/**
 * Creates `acquire` on a simulated MSAL. `seen.redeemed` lists the scopes for which MSAL redeemed the refresh token, in
 * order, and `seen.maxRunning` is how many redemptions ran at once.
 * @param cachedScopes scopes whose tokens are in MSAL's cache
 */
function setUp(...cachedScopes: string[]) {
  let runningCount = 0;
  const seen = { maxRunning: 0, redeemed: [] as string[] };
  const acquireTokenSilent = async ({ scopes, forceRefresh, cacheLookupPolicy }: SilentRequest) => {
    const [scope = ''] = scopes;
    const fromCache = cachedScopes.includes(scope) && !forceRefresh;
    if (fromCache) return { fromCache } as AuthenticationResult;
    if (cacheLookupPolicy === CacheLookupPolicy.AccessToken) throw new Error('token_refresh_required');
    seen.redeemed.push(scope);
    seen.maxRunning = Math.max(seen.maxRunning, ++runningCount);
    await setImmediate();
    runningCount -= 1;
    if (scope === 'refused') throw new Error('refused');
    cachedScopes.push(scope);
    return { fromCache } as AuthenticationResult;
  };
  return { seen, acquire: createAcquireToken({ acquireTokenSilent }) };
}

const createRequest = (scope: string) => ({ scopes: [scope] });

it('redeems the refresh token for one request after another, and goes on after a refusal, also for an equal request', async () => {
  const { acquire, seen } = setUp();
  const requests = ['teams', 'refused', 'caller', 'graph'].map((scope) => acquire(createRequest(scope)));
  const answers = await Promise.allSettled(requests);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(seen).toEqual({ maxRunning: 1, redeemed: ['teams', 'refused', 'caller', 'graph'] });
  await expect(acquire(createRequest('refused'))).rejects.toThrow('refused');
  expect(seen.redeemed.at(-1)).toBe('refused');
});

it('returns a cached token at once, and redeems the refresh token only once for two equal requests', async () => {
  const { acquire, seen } = setUp('caller');
  const order: string[] = [];
  const firstRequest = acquire(createRequest('graph')).then(() => order.push('graph'));
  const equalRequest = acquire(createRequest('graph')).then(() => order.push('graph again'));
  const cachedRequest = acquire(createRequest('caller')).then(() => order.push('caller'));
  await Promise.all([firstRequest, equalRequest, cachedRequest]);
  expect(order).toEqual(['caller', 'graph', 'graph again']);
  expect(seen.redeemed).toEqual(['graph']);
});

it('skips the cache on demand, and takes a token from the cache that was acquired while the request waited', async () => {
  const { acquire, seen } = setUp();
  const renewal = acquire({ ...createRequest('graph'), forceRefresh: true });
  expect((await acquire(createRequest('graph'))).fromCache).toBe(true);
  expect((await renewal).fromCache).toBe(false);
  expect(seen.redeemed).toEqual(['graph']);
});

it('a request for a token that a call needs overtakes the other waiting requests', async () => {
  const { acquire, seen } = setUp();
  const graphRequests = ['names', 'photos', 'presence'].map((scope) => acquire(createRequest(scope)));
  const goesFirst = true;
  const callRequests = ['teams', 'caller'].map((scope) => acquire(createRequest(scope), goesFirst));
  await Promise.all([...graphRequests, ...callRequests]);
  expect(seen).toEqual({ maxRunning: 1, redeemed: ['names', 'teams', 'caller', 'photos', 'presence'] });
});
