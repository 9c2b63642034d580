import { ServerError, type AccountInfo, type IPublicClientApplication } from '@azure/msal-browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openOtherTabs } from './otherTabs.ts';
import { createAuthSession } from './session.ts';

/** The session in one tab, with a simulated MSAL and the real channel between tabs. */

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
      [...known].find((other) => other.homeAccountId === homeAccountId) ?? null,
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

it('a token that arrives after another tab has signed out is deleted, and not returned', async () => {
  const { msal, session, cleared, known } = tab([alice]);
  const events: string[] = [];
  session.watch((kind) => events.push(kind));
  let answer: (result: { accessToken: string; fromCache: boolean }) => void = () => {};
  msal.acquireTokenSilent.mockRejectedValueOnce(new Error('not in the cache')).mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const request = session.token(['scope']);
  openOtherTabs(() => {}).send({ kind: 'signedOut', account: 'alice' });
  await vi.waitFor(() => expect(events).toEqual(['signedOut']));
  expect(cleared).toEqual(['alice']);
  // MSAL stores the token in the cache that was cleared meanwhile.
  known.add(alice);
  answer({ accessToken: 'late', fromCache: false });
  expect(await request).toMatchObject({ ok: false, problem: { code: 'sign-in-needed' } });
  expect(cleared).toEqual(['alice', 'alice']);
  expect(await session.token(['scope'])).toMatchObject({ problem: { code: 'sign-in-needed' } });
});

it('a sign-out of another account in another tab does not affect the active account', async () => {
  const { session, cleared } = tab([alice, bob]);
  const events: string[] = [];
  session.watch((kind) => events.push(kind));
  openOtherTabs(() => {}).send({ kind: 'signedOut', account: 'bob' });
  await vi.waitFor(() => expect(cleared).toEqual(['bob']));
  expect(events).toEqual([]);
  expect(await session.token(['scope'])).toEqual({ ok: true, value: 'token' });
});

it('a sign-out forgets every account of the tab, and sends the active one to the other tabs', async () => {
  const received: unknown[] = [];
  openOtherTabs((message) => received.push(message));
  const { msal, session, cleared } = tab([alice, bob]);
  expect(await session.signOut()).toMatchObject({ ok: false });
  expect(cleared).toEqual(['bob']);
  expect(msal.logoutRedirect).toHaveBeenCalledWith({ account: alice });
  await vi.waitFor(() => expect(received).toEqual([{ kind: 'signedOut', account: 'alice' }]));
});

it.each([
  ['50173', 'the grant was revoked', ['revoked']],
  ['50057', 'the account was disabled', ['revoked']],
  ['700084', 'the sign-in is a day old', []],
])('S14: after AADSTS%s (%s), the session emits %j', async (number, _what, expected) => {
  const { msal, session } = tab([alice]);
  const events: string[] = [];
  session.watch((kind) => events.push(kind));
  const refusal = new ServerError('invalid_grant', '', `AADSTS${number}: What Entra says.`, '');
  msal.acquireTokenSilent.mockRejectedValue(refusal);
  expect(await session.token(['scope'])).toMatchObject({ ok: false });
  expect(events).toEqual(expected);
});
