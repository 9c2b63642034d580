import { ServerError, type AccountInfo, type IPublicClientApplication } from '@azure/msal-browser';
import { beforeEach, expect, it, vi } from 'vitest';
import { openTabChannel } from '../base/tabChannel.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { stubBrowser } from '../fixtures/sessionInNode.ts';
import { createAuthSession, tabChannelName, type TabMessage } from './session.ts';

const createAccount = (name: string) =>
  ({ homeAccountId: name, localAccountId: name, tenantId: 't', username: name }) as AccountInfo;
const alice = createAccount('alice');
const bob = createAccount('bob');

const openOtherTab = (onMessage: (message: TabMessage) => void = () => {}) =>
  openTabChannel<TabMessage>(tabChannelName, onMessage);

/**
 * Opens a tab in which Alice is active. `clearedIds` lists the ids of the accounts whose tokens were deleted, and
 * `cachedAccounts` is MSAL's cache.
 */
function openTab(accounts: AccountInfo[]) {
  const refuse = (_request?: unknown): Promise<never> => Promise.reject(new Error('offline'));
  const clearedIds: string[] = [];
  const cachedAccounts = new Set(accounts);
  const msal = {
    getActiveAccount: () => (cachedAccounts.has(alice) ? alice : null),
    getAllAccounts: () => [...cachedAccounts],
    getAccount: ({ homeAccountId }: { homeAccountId: string }) =>
      [...cachedAccounts].find((other) => other.homeAccountId === homeAccountId) ?? null,
    async clearCache({ account }: { account: AccountInfo }) {
      clearedIds.push(account.homeAccountId);
      cachedAccounts.delete(account);
    },
    acquireTokenSilent: vi.fn(async (_request: unknown) => ({ accessToken: 'token', fromCache: true })),
    acquireTokenPopup: vi.fn(async () => ({ account: alice })),
    acquireTokenRedirect: vi.fn(refuse),
    logoutRedirect: vi.fn(refuse),
  };
  const scopes = { signIn: ['s'], consentToo: [] };
  const session = createAuthSession(
    msal as unknown as IPublicClientApplication,
    scopes,
    'https://phone.example',
  );
  const events: string[] = [];
  session.watch((event) => events.push(event));
  return { msal, session, events, clearedIds, cachedAccounts };
}

stubLocalStorage('sessionStorage');
stubBrowser();
beforeEach(() => void vi.stubGlobal('location', { search: '' }));

it('deletes a token that arrives after the user has signed out in another tab, and does not return it', async () => {
  const { msal, session, events, clearedIds, cachedAccounts } = openTab([alice]);
  let answerRequest: (result: { accessToken: string; fromCache: boolean }) => void = () => {};
  msal.acquireTokenSilent
    .mockRejectedValueOnce(new Error('not in the cache'))
    .mockReturnValueOnce(new Promise((resolve) => (answerRequest = resolve)));
  const request = session.acquireToken(['scope']);
  openOtherTab().send({ kind: 'signedOut', account: 'alice' });
  await vi.waitFor(() => expect(events).toEqual(['signedOut']));
  expect(clearedIds).toEqual(['alice']);
  // MSAL stores the token in the cache that was cleared meanwhile.
  cachedAccounts.add(alice);
  answerRequest({ accessToken: 'late', fromCache: false });
  expect(await request).toMatchObject({ ok: false, problem: { code: 'sign-in-needed' } });
  expect(clearedIds).toEqual(['alice', 'alice']);
  expect(await session.acquireToken(['scope'])).toMatchObject({ problem: { code: 'sign-in-needed' } });
});

it.each([
  ['asks for consent', ['https://acs.example/Calls'], { prompt: 'consent' }],
  ['asks as usual', ['https://ACS.example/calls', 'https://acs.example/Chats'], null],
])(
  'uses a token for calls as it is, and after a token with the scopes of the row the next sign-in %s',
  async (_effect, grantedScopes, expected) => {
    const { msal, session } = openTab([alice]);
    const answer = { accessToken: 'token', fromCache: false, scopes: grantedScopes };
    msal.acquireTokenSilent.mockResolvedValue(answer);
    const scopes = ['https://acs.example/Calls', 'https://acs.example/Chats'];
    const token = await session.acquireToken(scopes, { rejected: false, goesFirst: true });
    expect(token).toEqual({ ok: true, value: 'token' });
    await session.signIn();
    if (expected)
      expect(msal.acquireTokenRedirect).toHaveBeenCalledWith({ account: alice, scopes, ...expected });
    else expect(msal.acquireTokenRedirect).not.toHaveBeenCalled();
  },
);

it.each([
  [alice, ['signedIn']],
  [bob, []],
])(
  'after a sign-in by popup as $homeAccountId, Alice’s tab tells the app and the other tabs: %j',
  async (account, expected) => {
    const receivedKinds: string[] = [];
    openOtherTab(({ kind }) => receivedKinds.push(kind));
    const { msal, session, events } = openTab([alice, bob]);
    msal.acquireTokenPopup.mockResolvedValue({ account });
    expect((await session.signInByPopup()).ok).toBe(account === alice);
    expect(events).toEqual(expected);
    await vi.waitFor(() => expect(receivedKinds).toEqual(expected));
  },
);

it('keeps the active account when the user signs another account out in another tab', async () => {
  const { session, events, clearedIds } = openTab([alice, bob]);
  openOtherTab().send({ kind: 'signedOut', account: 'bob' });
  await vi.waitFor(() => expect(clearedIds).toEqual(['bob']));
  expect(events).toEqual([]);
  expect(await session.acquireToken(['scope'])).toEqual({ ok: true, value: 'token' });
});

it('deletes every account of the tab at a sign-out, and tells the other tabs which account was active', async () => {
  const receivedMessages: unknown[] = [];
  openOtherTab((message) => receivedMessages.push(message));
  const { msal, session, clearedIds } = openTab([alice, bob]);
  expect(await session.signOut()).toMatchObject({ ok: false });
  expect(clearedIds).toEqual(['bob']);
  // `logoutRedirect` deletes Alice's account.
  expect(msal.logoutRedirect).toHaveBeenCalledWith({ account: alice });
  await vi.waitFor(() => expect(receivedMessages).toEqual([{ kind: 'signedOut', account: 'alice' }]));
});

it.each([
  ['50173', 'the grant was revoked', ['revoked']],
  ['700084', 'the sign-in is a day old', []],
])('S14: after AADSTS%s (%s), the session emits the events %j', async (number, _meaning, expected) => {
  const { msal, session, events } = openTab([alice]);
  const refusal = new ServerError('invalid_grant', '', `AADSTS${number}: What Entra says.`, '');
  msal.acquireTokenSilent.mockRejectedValue(refusal);
  expect(await session.acquireToken(['scope'])).toMatchObject({ ok: false });
  expect(events).toEqual(expected);
});
