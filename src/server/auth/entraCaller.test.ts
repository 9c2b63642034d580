import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestVerifier, readRefusal } from '../fixtures/testVerifier.ts';
import { oid, startTestEntra, tenant, type TestEntra } from '../fixtures/entra.ts';
import type { HttpError } from '../httpError.ts';
import type { EntraCaller } from './entraCaller.ts';

const otherTenant = '99999999-2222-4333-8444-555555555555';
const now = (): number => Math.floor(Date.now() / 1000);

let entra: TestEntra;
let verifier: EntraCaller;
beforeAll(async () => {
  entra = await startTestEntra();
});
afterAll(() => entra.close());
beforeEach(() => {
  verifier = createTestVerifier(entra);
});

const verifyToken = (token: string) => verifier.verify(new Headers({ authorization: `Bearer ${token}` }));

test('the verifier accepts a token of our tenant, application and API', async () => {
  expect(await verifyToken(await entra.sign())).toEqual({ oid, tid: tenant });
});

test('if several tenants are allowed, the verifier checks each token with the keys of its tenant, and fetches no keys for a malformed tenant id', async () => {
  const secondTenant = '88888888-2222-4333-8444-555555555555';
  verifier = createTestVerifier(entra, null, [tenant, secondTenant]);
  const countBefore = entra.keyServer.requests.length;
  for (const tid of [tenant, secondTenant, tenant]) {
    const token = await entra.sign({ tid, iss: `${entra.keyServer.url}/${tid}/v2.0` });
    expect(await verifyToken(token)).toEqual({ oid, tid });
  }
  const keyPaths = [tenant, secondTenant].map((tid) => `/${tid}/discovery/v2.0/keys`);
  expect(entra.keyServer.requests.slice(countBefore)).toEqual(keyPaths);
  for (const tid of ['../common', `${tenant}/..`, [tenant], 1]) {
    expect(await readRefusal(verifyToken(await entra.sign({ tid })))).toBe('401 invalid_token');
  }
  expect(entra.keyServer.requests.slice(countBefore)).toEqual(keyPaths);
});

test('the verifier accepts a token that expired 50 s ago, because clocks differ', async () => {
  expect(await verifyToken(await entra.sign({ exp: now() - 50 }))).toEqual({ oid, tid: tenant });
});

test('if a token lacks the required authentication context, the verifier answers with a claims challenge', async () => {
  verifier = createTestVerifier(entra, 'c1');
  expect(await verifyToken(await entra.sign({ acrs: ['c2', 'c1'] }))).toEqual({ oid, tid: tenant });
  for (const acrs of [undefined, [], ['c2'], ['c10'], 'c1', { c1: true }]) {
    const error = await verifyToken(await entra.sign({ acrs })).catch((error: unknown) => error as HttpError);
    expect(error).toMatchObject({ status: 401, code: 'insufficient_claims' });
    const header = (error as HttpError).headers['www-authenticate'] ?? '';
    const [, claims = ''] =
      /^Bearer realm="", authorization_uri="http.+\/common\/oauth2\/authorize", error="insufficient_claims", claims="(.+)"$/.exec(
        header,
      ) ?? [];
    expect(JSON.parse(atob(claims))).toEqual({ access_token: { acrs: { essential: true, value: 'c1' } } });
  }
});

test('if a token lacks the scope and the authentication context, the verifier reports the scope, which no new sign-in can add', async () => {
  verifier = createTestVerifier(entra, 'c1');
  expect(await readRefusal(verifyToken(await entra.sign({ scp: 'User.Read' })))).toBe('403 scope_missing');
});

test('the verifier answers 401 to a request without a token, and names the scheme Bearer', async () => {
  const error = await verifier.verify(new Headers()).catch((error: unknown) => error as HttpError);
  expect(error).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
});

test.each(['9188040d-6c67-4c5b-b112-36a304b66dad', otherTenant])(
  'the verifier answers 403 to a genuine token of tenant %s, which is not allowed, and fetches no keys of that tenant',
  async (tid) => {
    const token = await entra.sign({ tid, iss: `${entra.keyServer.url}/${tid}/v2.0` });
    expect(await readRefusal(verifyToken(token))).toBe('403 tenant_not_allowed');
    expect(entra.keyServer.requests.filter((path) => path.includes(tid))).toEqual([]);
  },
);

test('the verifier fetches keys once in 30 s for 1,000 tokens with an unknown kid', async () => {
  await verifyToken(await entra.sign());
  const countBefore = entra.keyServer.requests.length;
  // After more than 30 s the verifier may again fetch keys for an unknown key id.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  try {
    const token = await entra.sign({}, { kid: 'unknown' });
    const refusals = await Promise.all(Array.from({ length: 1000 }, () => readRefusal(verifyToken(token))));
    expect(new Set(refusals)).toEqual(new Set(['401 invalid_token']));
    expect(entra.keyServer.requests.length - countBefore).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('the verifier fetches the new key after a rotation, and no longer accepts the old key', async () => {
  const rotatingEntra = await startTestEntra();
  verifier = createTestVerifier(rotatingEntra);
  const oldToken = await rotatingEntra.sign();
  await verifyToken(oldToken);
  await rotatingEntra.rotate('key-2');
  // After more than 30 s the verifier may again fetch keys for an unknown key id.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  try {
    expect(await verifyToken(await rotatingEntra.sign())).toEqual({ oid, tid: tenant });
    expect(await readRefusal(verifyToken(oldToken))).toBe('401 invalid_token');
  } finally {
    vi.useRealTimers();
    await rotatingEntra.close();
  }
});

test('the verifier is ready at once while the keys of one of two tenants do not arrive', async () => {
  const slowEntra = await startTestEntra();
  const answer = slowEntra.keyServer.answer;
  slowEntra.keyServer.answer = (request, response, body) => {
    if (!request.url?.includes(otherTenant)) answer(request, response, body);
  };
  verifier = createTestVerifier(slowEntra, null, [otherTenant, tenant]);
  const startedAt = performance.now();
  expect(await verifier.isReady()).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(1_500);
  await slowEntra.close();
});

test('the verifier keeps using the last keys while the keys endpoint is down, even a day later', async () => {
  const failingEntra = await startTestEntra();
  verifier = createTestVerifier(failingEntra);
  await verifyToken(await failingEntra.sign());
  failingEntra.keyServer.answer = (_request, response) => response.writeHead(500).end();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  try {
    expect(await verifyToken(await failingEntra.sign())).toEqual({ oid, tid: tenant });
  } finally {
    vi.useRealTimers();
    await failingEntra.close();
  }
});

test.each<[string, (response: import('node:http').ServerResponse) => void]>([
  ['an error', (response) => response.writeHead(500).end()],
  ['a redirect', (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
  ['HTML', (response) => response.end('<html>')],
  ['no keys', (response) => response.end('{"keys":[]}')],
  ['a symmetric key', (response) => response.end('{"keys":[{"kty":"oct","kid":"key-1","k":"AAAA"}]}')],
])(
  'the verifier answers 503 if the keys endpoint has returned only %s, and neither accepts nor refuses the token',
  async (_name, answer) => {
    const failingEntra = await startTestEntra();
    failingEntra.keyServer.answer = (_request, response) => answer(response);
    verifier = createTestVerifier(failingEntra);
    expect(await readRefusal(verifyToken(await failingEntra.sign()))).toBe('503 keys_unavailable');
    expect(await verifier.isReady()).toBe(false);
    await failingEntra.close();
  },
);
