import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Config } from '../config/schema.ts';
import { startAuth, startAuthOnce } from './start.ts';

/* These tests start the real MSAL with what it, and others, have stored in the tab. */

const clientId = 'fa000000-0000-4000-8000-0000000000fa';
const tid = 'f1111111-1111-4111-8111-111111111111';
const oid = 'a0000000-0000-4000-8000-00000000000a';
const config: Config = {
  entra: { clientId, tenant: tid },
  tokenSource: { kind: 'service', url: '/api/token', scope: 'api://switchboard/access_as_user' },
  graph: { endpoint: 'https://graph.example/v1.0' },
};

const toBase64 = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');

const homeAccountId = `${oid}.${tid}`;
const environment = 'login.microsoftonline.com';
const lastUpdatedAt = String(Date.now());
const accountKey = `msal.3|${homeAccountId}|${environment}|${tid}`;
const idTokenKey = `msal.3|${homeAccountId}|${environment}|idtoken|${clientId}|${tid}||`;
const accountListKey = 'msal.3.account.keys';
const tokenListKey = `msal.3.token.keys.${clientId}`;

/** What MSAL stores in the tab of a signed-in user. */
const storedByMsal: Readonly<Record<string, unknown>> = {
  [accountKey]: {
    homeAccountId,
    environment,
    realm: tid,
    localAccountId: oid,
    username: 'alice@fabrikam.example',
    authorityType: 'MSSTS',
    name: 'Alice Archer',
    clientInfo: toBase64({ uid: oid, utid: tid }),
    lastUpdatedAt,
  },
  [accountListKey]: [accountKey],
  [idTokenKey]: {
    homeAccountId,
    environment,
    credentialType: 'IdToken',
    clientId,
    realm: tid,
    secret: `${toBase64({ alg: 'none' })}.${toBase64({ oid, tid, name: 'Alice Archer' })}.x`,
    lastUpdatedAt,
  },
  [tokenListKey]: { idToken: [idTokenKey], accessToken: [], refreshToken: [] },
};

const start = async () => {
  const result = await startAuth(config, location.origin);
  return result.ok && [result.value.session.account()?.name, result.value.problem?.code];
};

beforeEach(() => {
  for (const [key, value] of Object.entries(storedByMsal)) sessionStorage.setItem(key, JSON.stringify(value));
});
afterEach(() => sessionStorage.clear());

test('a user who is signed in in this tab stays signed in', async () => {
  expect(await start()).toEqual(['Alice Archer', undefined]);
});

test.each([
  ['list of accounts', accountListKey, 'null'],
  ['list of tokens', tokenListKey, '{"idToken":{},"accessToken":{},"refreshToken":{}}'],
  ['ID token', idTokenKey, '{'],
])(
  'X15: if MSAL cannot read its %s, its data are deleted, and the user can sign in',
  async (_part, key, text) => {
    sessionStorage.setItem('other.app', 'kept');
    sessionStorage.setItem(key, text);
    expect(await start()).toEqual([undefined, 'sign-in-needed']);
    expect(sessionStorage.getItem('other.app')).toBe('kept');
    // After a reload nothing is wrong any more.
    expect(await start()).toEqual([undefined, undefined]);
  },
);

function fillStorage(): void {
  for (let size = 4 * 1024 * 1024, count = 0; size >= 1;) {
    try {
      sessionStorage.setItem(`full.${count++}`, 'x'.repeat(size));
    } catch {
      size = Math.floor(size / 2);
    }
  }
}

test('X15: a page starts MSAL once, but again after a failure, for example because the storage of the tab is full', async () => {
  fillStorage();
  expect(await startAuthOnce(config)).toMatchObject({ ok: false, problem: { code: 'storage-full' } });
  sessionStorage.clear();
  const [first, second] = await Promise.all([startAuthOnce(config), startAuthOnce(config)]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toBe(first);
});
