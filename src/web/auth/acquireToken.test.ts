import { CacheLookupPolicy, type AuthenticationResult, type SilentRequest } from '@azure/msal-browser';
import { expect, it } from 'vitest';
import { createAcquireToken } from './acquireToken.ts';

/** Simulates MSAL. @param cached scopes whose tokens are in the cache; all others must be redeemed */
function msal(cached: string[] = []) {
  let running = 0;
  const seen = { maxRunning: 0, redeemed: [] as string[] };
  const result = (scope: string, fromCache: boolean) =>
    ({ accessToken: scope, fromCache }) as AuthenticationResult;
  const acquireTokenSilent = async ({
    scopes: [scope = ''],
    forceRefresh,
    cacheLookupPolicy,
  }: SilentRequest) => {
    if (cached.includes(scope) && !forceRefresh) return result(scope, true);
    if (cacheLookupPolicy === CacheLookupPolicy.AccessToken) throw new Error('token_refresh_required');
    seen.redeemed.push(scope);
    seen.maxRunning = Math.max(seen.maxRunning, ++running);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    running -= 1;
    if (scope === 'refused') throw new Error('refused');
    cached.push(scope);
    return result(scope, false);
  };
  return { seen, acquire: createAcquireToken({ acquireTokenSilent }) };
}

const token = (scope: string) => ({ scopes: [scope] });

it('redeems the refresh token for one request at a time, in order, and goes on after a refusal', async () => {
  const { acquire, seen } = msal();
  const asked = ['teams', 'refused', 'caller', 'graph'].map((scope) => acquire(token(scope)));
  const answers = await Promise.allSettled(asked);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(seen).toEqual({ maxRunning: 1, redeemed: ['teams', 'refused', 'caller', 'graph'] });
});

it('returns a cached token at once, and redeems once for two equal requests', async () => {
  const { acquire, seen } = msal(['caller']);
  const order: string[] = [];
  const first = acquire(token('graph')).then(() => order.push('graph'));
  const same = acquire(token('graph')).then(() => order.push('the same'));
  const cached = acquire(token('caller')).then(() => order.push('caller'));
  await Promise.all([first, same, cached]);
  expect(order).toEqual(['caller', 'graph', 'the same']);
  expect(seen.redeemed).toEqual(['graph']);
});

it('a request that waited finds a token in the cache that a renewal has acquired meanwhile', async () => {
  const { acquire, seen } = msal();
  const renewed = acquire({ ...token('graph'), forceRefresh: true });
  expect((await acquire(token('graph'))).fromCache).toBe(true);
  expect((await renewed).fromCache).toBe(false);
  expect(seen.redeemed).toEqual(['graph']);
});

it('a request that a call needs waits only for the running request', async () => {
  const { acquire, seen } = msal();
  const graph = ['names', 'photos', 'presence'].map((scope) => acquire(token(scope)));
  const renewal = ['teams', 'caller'].map((scope) => acquire(token(scope), true));
  await Promise.all([...graph, ...renewal]);
  expect(seen).toEqual({ maxRunning: 1, redeemed: ['names', 'teams', 'caller', 'photos', 'presence'] });
});

it('repeats a request that was refused before', async () => {
  const { acquire, seen } = msal();
  await expect(acquire(token('refused'))).rejects.toThrow('refused');
  await expect(acquire(token('refused'))).rejects.toThrow('refused');
  expect(seen.redeemed).toEqual(['refused', 'refused']);
});

it.each([{ forceRefresh: true }, { claims: '{}', forceRefresh: true }])(
  'a request with %j skips the cache',
  async (options) => {
    const { acquire, seen } = msal(['caller']);
    expect(await acquire({ ...token('caller'), ...options })).toMatchObject({ fromCache: false });
    expect(seen.redeemed).toEqual(['caller']);
  },
);
