import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { callerOf, refusal } from '../fixtures/caller.ts';
import { oid, startTestEntra, tenant, type TestEntra } from '../fixtures/entra.ts';
import type { HttpError } from '../httpError.ts';
import type { EntraCaller } from './entraCaller.ts';

const otherTenant = '99999999-2222-4333-8444-555555555555';
const now = (): number => Math.floor(Date.now() / 1000);

let entra: TestEntra;
let caller: EntraCaller;
beforeAll(async () => {
  entra = await startTestEntra();
});
afterAll(() => entra.close());
beforeEach(() => {
  caller = callerOf(entra);
});

const present = (token: string) => caller.verify(new Headers({ authorization: `Bearer ${token}` }));

test('a token of our tenant, application and API proves its person', async () => {
  expect(await present(await entra.sign())).toEqual({ oid, tid: tenant });
});

test('with several tenants each token is checked with its own tenant’s keys, which no odd tenant id can choose', async () => {
  const second = '88888888-2222-4333-8444-555555555555';
  caller = callerOf(entra, null, [tenant, second]);
  const before = entra.keys.requests.length;
  for (const tid of [tenant, second, tenant]) {
    const token = await entra.sign({ tid, iss: `${entra.keys.url}/${tid}/v2.0` });
    expect(await present(token)).toEqual({ oid, tid });
  }
  const asked = [tenant, second].map((tid) => `/${tid}/discovery/v2.0/keys`);
  expect(entra.keys.requests.slice(before)).toEqual(asked);
  for (const tid of ['../common', `${tenant}/..`, [tenant], 1]) {
    expect(await refusal(present(await entra.sign({ tid })))).toBe('401 invalid_token');
  }
  expect(entra.keys.requests.slice(before)).toEqual(asked);
});

test('a token that expired 50 s ago still counts: clocks differ', async () => {
  expect(await present(await entra.sign({ exp: now() - 50 }))).toEqual({ oid, tid: tenant });
});

test('a demanded authentication context: with it a token proves, without it the answer is a claims challenge', async () => {
  caller = callerOf(entra, 'c1');
  expect(await present(await entra.sign({ acrs: ['c2', 'c1'] }))).toEqual({ oid, tid: tenant });
  for (const acrs of [undefined, [], ['c2'], ['c10'], 'c1', { c1: true }]) {
    const problem = await present(await entra.sign({ acrs })).catch((error: unknown) => error as HttpError);
    expect(problem).toMatchObject({ status: 401, code: 'insufficient_claims' });
    const header = (problem as HttpError).headers['www-authenticate'] ?? '';
    const [, claims = ''] =
      /^Bearer realm="", authorization_uri="http.+\/common\/oauth2\/authorize", error="insufficient_claims", claims="(.+)"$/.exec(
        header,
      ) ?? [];
    expect(JSON.parse(atob(claims))).toEqual({ access_token: { acrs: { essential: true, value: 'c1' } } });
  }
});

test('a demanded authentication context does not hide what a new sign-in cannot mend', async () => {
  caller = callerOf(entra, 'c1');
  expect(await refusal(present(await entra.sign({ scp: 'User.Read' })))).toBe('403 scope_missing');
});

test('caller’s token: none at all is 401 and says which scheme is wanted', async () => {
  const problem = await caller.verify(new Headers()).catch((error: unknown) => error as HttpError);
  expect(problem).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
});

test.each(['9188040d-6c67-4c5b-b112-36a304b66dad', otherTenant])(
  'caller’s token: a true token of tenant %s, off the allow-list, is 403 and fetches no keys of that tenant',
  async (tid) => {
    const token = await entra.sign({ tid, iss: `${entra.keys.url}/${tid}/v2.0` });
    expect(await refusal(present(token))).toBe('403 tenant_not_allowed');
    expect(entra.keys.requests.filter((path) => path.includes(tid))).toEqual([]);
  },
);

test('caller’s token: unknown kid ×1000 causes one key fetch in 30 s', async () => {
  await present(await entra.sign());
  const before = entra.keys.requests.length;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  try {
    const token = await entra.sign({}, { kid: 'unknown' });
    const all = await Promise.all(Array.from({ length: 1000 }, () => refusal(present(token))));
    expect(new Set(all)).toEqual(new Set(['401 invalid_token']));
    expect(entra.keys.requests.length - before).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('upstream: keys endpoint rotated: a new kid is fetched, the old key is gone with it', async () => {
  const rotating = await startTestEntra();
  caller = callerOf(rotating);
  const old = await rotating.sign();
  await present(old);
  await rotating.rotate('key-2');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  try {
    expect(await present(await rotating.sign())).toEqual({ oid, tid: tenant });
    expect(await refusal(present(old))).toBe('401 invalid_token');
  } finally {
    vi.useRealTimers();
    await rotating.close();
  }
});

test('upstream: keys endpoint down: the last good keys serve, a day later too', async () => {
  const failing = await startTestEntra();
  caller = callerOf(failing);
  await present(await failing.sign());
  failing.keys.answer = (_request, response) => response.writeHead(500).end();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  try {
    expect(await present(await failing.sign())).toEqual({ oid, tid: tenant });
  } finally {
    vi.useRealTimers();
    await failing.close();
  }
});

test.each<[string, (response: import('node:http').ServerResponse) => void]>([
  ['an error', (response) => response.writeHead(500).end()],
  ['a redirect', (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
  ['HTML', (response) => response.end('<html>')],
  ['no keys', (response) => response.end('{"keys":[]}')],
  ['a symmetric key', (response) => response.end('{"keys":[{"kty":"oct","kid":"key-1","k":"AAAA"}]}')],
])(
  'upstream: keys endpoint answers %s from the start: 503, never a wrong yes or no',
  async (_name, answer) => {
    const failing = await startTestEntra();
    failing.keys.answer = (_request, response) => answer(response);
    caller = callerOf(failing);
    expect(await refusal(present(await failing.sign()))).toBe('503 keys_unavailable');
    expect(await caller.ready()).toBe(false);
    await failing.close();
  },
);
