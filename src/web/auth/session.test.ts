import { ServerError, type AccountInfo, type IPublicClientApplication } from '@azure/msal-browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openOtherTabs } from './otherTabs.ts';
import { createAuthSession } from './session.ts';

/** The session in one tab; MSAL is a fake, the channel between tabs is the real one. */

const account = (name: string) =>
  ({ homeAccountId: name, localAccountId: name, tenantId: 't', username: name }) as AccountInfo;
const alice = account('alice');
const bob = account('bob');

function tab(accounts: AccountInfo[]) {
  const cleared: string[] = [];
  const known = new Set(accounts);
  const msal = {
    getActiveAccount: () => (known.has(alice) ? alice : null),
    getAllAccounts: () => [...known],
    getAccount: ({ homeAccountId }: { homeAccountId: string }) =>
      [...known].find((one) => one.homeAccountId === homeAccountId) ?? null,
    clearCache: vi.fn(async (request?: { account: AccountInfo }) => {
      if (!request) return;
      cleared.push(request.account.homeAccountId);
      known.delete(request.account);
    }),
    acquireTokenSilent: vi.fn(async (_request: unknown) => ({ accessToken: 'token', fromCache: true })),
    logoutRedirect: vi.fn(async () => {
      throw new Error('offline');
    }),
  };
  const scopes = { signIn: ['s'], consentToo: [] };
  const session = createAuthSession(
    msal as unknown as IPublicClientApplication,
    scopes,
    'https://phone.example',
  );
  return { msal, session, cleared, known };
}

beforeEach(() => {
  const values = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key),
  });
  vi.stubGlobal('location', { search: '' });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});
afterEach(() => vi.unstubAllGlobals());

it('a token that was under way when another tab signed out is cleared, too, and given to nobody', async () => {
  const { msal, session, cleared, known } = tab([alice]);
  const news: string[] = [];
  session.watch((kind) => news.push(kind));
  let answer: (result: { accessToken: string; fromCache: boolean }) => void = () => {};
  msal.acquireTokenSilent.mockRejectedValueOnce(new Error('not in the cache')).mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const asking = session.token(['scope']);
  openOtherTabs(() => {}).tell({ kind: 'signedOut', account: 'alice' });
  await vi.waitFor(() => expect(news).toEqual(['signedOut']));
  expect(cleared).toEqual(['alice']);
  // MSAL keeps what it gets, whatever was cleared meanwhile.
  known.add(alice);
  answer({ accessToken: 'late', fromCache: false });
  expect(await asking).toMatchObject({ ok: false, problem: { code: 'sign-in-needed' } });
  expect(cleared).toEqual(['alice', 'alice']);
  expect(await session.token(['scope'])).toMatchObject({ problem: { code: 'sign-in-needed' } });
});

it('another account’s sign-out in another tab is none of this one’s', async () => {
  const { session, cleared } = tab([alice, bob]);
  const news: string[] = [];
  session.watch((kind) => news.push(kind));
  openOtherTabs(() => {}).tell({ kind: 'signedOut', account: 'bob' });
  await vi.waitFor(() => expect(cleared).toEqual(['bob']));
  expect(news).toEqual([]);
  expect(await session.token(['scope'])).toEqual({ ok: true, value: 'token' });
});

it('signing out forgets every account of the tab and tells the others of the one at hand', async () => {
  const heard: unknown[] = [];
  openOtherTabs((news) => heard.push(news));
  const { msal, session, cleared } = tab([alice, bob]);
  expect(await session.signOut()).toMatchObject({ ok: false });
  expect(cleared).toEqual(['bob']);
  expect(msal.logoutRedirect).toHaveBeenCalledWith({ account: alice });
  await vi.waitFor(() => expect(heard).toEqual([{ kind: 'signedOut', account: 'alice' }]));
});

it.each([
  ['50173', 'the grant was revoked', ['revoked']],
  ['50057', 'the account was disabled', ['revoked']],
  ['700084', 'the sign-in is a day old', []],
])('S14: AADSTS%s, %s: whoever watches the session hears %j', async (number, _what, expected) => {
  const { msal, session } = tab([alice]);
  const news: string[] = [];
  session.watch((kind) => news.push(kind));
  const refusal = new ServerError('invalid_grant', '', `AADSTS${number}: What Entra says.`, '');
  msal.acquireTokenSilent.mockRejectedValue(refusal);
  expect(await session.token(['scope'])).toMatchObject({ ok: false });
  expect(news).toEqual(expected);
});
