import { CacheLookupPolicy, type AuthenticationResult, type SilentRequest } from '@azure/msal-browser';
import { expect, it } from 'vitest';
import { createAcquire } from './acquire.ts';

/** An MSAL that has some scopes in its cache, and takes a moment for every other. */
function msal(cached: string[] = []) {
  let underWay = 0;
  const seen = { most: 0, redeemed: [] as string[] };
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
    seen.most = Math.max(seen.most, ++underWay);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    underWay -= 1;
    if (scope === 'refused') throw new Error('refused');
    cached.push(scope);
    return result(scope, false);
  };
  return { seen, acquire: createAcquire({ acquireTokenSilent }) };
}

const token = (scope: string) => ({ scopes: [scope] });

it('a refresh token is redeemed by one at a time, in the order asked for; a refusal stops nobody', async () => {
  const { acquire, seen } = msal();
  const asked = ['teams', 'refused', 'caller', 'graph'].map((scope) => acquire(token(scope)));
  const answers = await Promise.allSettled(asked);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(seen).toEqual({ most: 1, redeemed: ['teams', 'refused', 'caller', 'graph'] });
});

it('what is in the cache waits for nobody; the same question is asked once', async () => {
  const { acquire, seen } = msal(['caller']);
  const order: string[] = [];
  const first = acquire(token('graph')).then(() => order.push('graph'));
  const same = acquire(token('graph')).then(() => order.push('the same'));
  const cached = acquire(token('caller')).then(() => order.push('caller'));
  await Promise.all([first, same, cached]);
  expect(order).toEqual(['caller', 'graph', 'the same']);
  expect(seen.redeemed).toEqual(['graph']);
});

it('who waited finds in the cache what came meanwhile, by a refused token for instance', async () => {
  const { acquire, seen } = msal();
  const renewed = acquire({ ...token('graph'), forceRefresh: true });
  expect((await acquire(token('graph'))).fromCache).toBe(true);
  expect((await renewed).fromCache).toBe(false);
  expect(seen.redeemed).toEqual(['graph']);
});

it('a renewal of what a call hangs on waits for the one under way only', async () => {
  const { acquire, seen } = msal();
  const graph = ['names', 'photos', 'presence'].map((scope) => acquire(token(scope)));
  const renewal = ['teams', 'caller'].map((scope) => acquire(token(scope), true));
  await Promise.all([...graph, ...renewal]);
  expect(seen).toEqual({ most: 1, redeemed: ['names', 'teams', 'caller', 'photos', 'presence'] });
});

it('the same question after a refusal is asked anew', async () => {
  const { acquire, seen } = msal();
  await expect(acquire(token('refused'))).rejects.toThrow('refused');
  await expect(acquire(token('refused'))).rejects.toThrow('refused');
  expect(seen.redeemed).toEqual(['refused', 'refused']);
});

it.each([{ forceRefresh: true }, { claims: '{}', forceRefresh: true }])(
  '%j passes over the cache',
  async (wish) => {
    const { acquire, seen } = msal(['caller']);
    expect(await acquire({ ...token('caller'), ...wish })).toMatchObject({ fromCache: false });
    expect(seen.redeemed).toEqual(['caller']);
  },
);
