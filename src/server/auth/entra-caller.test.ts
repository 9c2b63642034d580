import { exportSPKI, generateKeyPair, importJWK } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  appClientId,
  apiClientId,
  oid,
  startTestEntra,
  tenant,
  type Changes,
  type TestEntra,
} from '../fixtures/entra.ts';
import { Problem } from '../problem.ts';
import { createEntraCaller, type EntraCaller } from './entra-caller.ts';

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

const callerOf = (from: TestEntra): EntraCaller =>
  createEntraCaller({
    authority: from.keys.url,
    apiClientId,
    appClientId,
    tenants: [tenant],
    log: () => {},
  });
const present = (token: string) => caller.verify(new Headers({ authorization: `Bearer ${token}` }));
async function refusal(verified: Promise<unknown>): Promise<string> {
  const error: unknown = await verified.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error('expected a refusal', { cause: error });
  return `${error.status} ${error.code}`;
}

test('a token of our tenant, application and API proves its person', async () => {
  expect(await present(await entra.sign())).toEqual({ oid, tid: tenant });
});

test('a token that expired 59 s ago still counts: clocks differ', async () => {
  expect(await present(await entra.sign({ exp: now() - 59 }))).toEqual({ oid, tid: tenant });
});

const refused: readonly [string, Changes, Changes, string][] = [
  ['no kid', {}, { kid: undefined }, '401 invalid_token'],
  ['no exp', { exp: undefined }, {}, '401 invalid_token'],
  ['missing scp', { scp: undefined }, {}, '401 invalid_token'],
  ['another scope', { scp: 'User.Read' }, {}, '403 scope_missing'],
  ['expired 61 s', { exp: now() - 61 }, {}, '401 invalid_token'],
  ['nbf ahead', { nbf: now() + 300 }, {}, '401 invalid_token'],
  ['issued two days ago, never ending', { iat: now() - 172_800, exp: now() + 9e8 }, {}, '401 invalid_token'],
  ['jku header', {}, { jku: 'https://evil.example/keys' }, '401 invalid_token'],
  ['x5u header', {}, { x5u: 'https://evil.example/cert' }, '401 invalid_token'],
  [
    'A1 sent as the caller’s token',
    { aud: 'https://auth.msft.communication.azure.com' },
    {},
    '401 invalid_token',
  ],
  ['an ID token sent as the caller’s token', { azp: undefined, scp: undefined }, {}, '401 invalid_token'],
  ['a version 1 token', { ver: '1.0' }, {}, '401 invalid_token'],
  ['issuer of another tenant', { iss: `http://127.0.0.1/${otherTenant}/v2.0` }, {}, '401 invalid_token'],
  ['tid that is no GUID', { tid: '../common' }, {}, '401 invalid_token'],
  ['another client of the same API', { azp: otherTenant }, {}, '403 client_not_allowed'],
  ['app-only token', { scp: undefined, idtyp: 'app', roles: ['x'] }, {}, '403 user_token_required'],
  ['oid missing', { oid: undefined }, {}, '401 invalid_token'],
  ['oid not a GUID', { oid: 'alice' }, {}, '401 invalid_token'],
];
test.each(refused)('caller’s token: %s', async (_name, claims, header, expected) => {
  expect(await refusal(present(await entra.sign(claims, header)))).toBe(expected);
});

test('caller’s token: none at all is 401 and says which scheme is wanted', async () => {
  const problem = await caller.verify(new Headers()).catch((error: unknown) => error as Problem);
  expect(problem).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
});

test('caller’s token: alg none', async () => {
  const [, payload] = (await entra.sign()).split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'key-1' })).toString('base64url');
  expect(await refusal(present(`${header}.${payload}.`))).toBe('401 invalid_token');
});

test('caller’s token: HS256 signed with the public key', async () => {
  const publicKey = await importJWK({ ...entra.publicJwk, alg: 'RS256' }, 'RS256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('expected an RSA key');
  const secret = new TextEncoder().encode(await exportSPKI(publicKey));
  expect(await refusal(present(await entra.sign({}, { alg: 'HS256' }, secret)))).toBe('401 invalid_token');
});

test('caller’s token: other key, same kid', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  expect(await refusal(present(await entra.sign({}, {}, privateKey)))).toBe('401 invalid_token');
});

test('caller’s token: its own key in a jwk header', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const token = await entra.sign({}, { jwk: { kty: 'RSA' } }, privateKey);
  expect(await refusal(present(token))).toBe('401 invalid_token');
});

test('caller’s token: one flipped character of the signature', async () => {
  const token = await entra.sign();
  const at = token.length - 20;
  const flipped = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
  expect(await refusal(present(flipped))).toBe('401 invalid_token');
});

test('caller’s token: 100 kB', async () => {
  const token = await entra.sign({ padding: 'x'.repeat(100_000) });
  expect(await refusal(present(token))).toBe('401 invalid_token');
});

test.each(['9188040d-6c67-4c5b-b112-36a304b66dad', otherTenant])(
  'caller’s token: a true token of tenant %s, off the allow-list, is 403 and fetches no keys of that tenant',
  async (tid) => {
    const token = await entra.sign({ tid, iss: `${entra.keys.url}/${tid}/v2.0` });
    expect(await refusal(present(token))).toBe('403 tenant_not_allowed');
    expect(entra.keys.requests.filter((path) => path.includes(tid))).toEqual([]);
  },
);

test('caller’s token: two Authorization headers', async () => {
  const headers = new Headers({ authorization: `Bearer ${await entra.sign()}` });
  headers.append('authorization', 'Bearer other');
  expect(await refusal(caller.verify(headers))).toBe('400 authorization_repeated');
});

test.each(['Basic YWxpY2U6eA==', 'Bearer', 'Bearer a b', 'Bearer ü', 'Bearer a.b.c'])(
  'caller’s token: "%s" is no bearer token',
  async (authorization) => {
    // Header values are bytes; `ü` travels as Latin-1.
    expect(await refusal(caller.verify(new Headers({ authorization })))).toBe('401 invalid_token');
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
    caller = createEntraCaller({
      authority: failing.keys.url,
      apiClientId,
      appClientId,
      tenants: [tenant],
      log: () => {},
    });
    expect(await refusal(present(await failing.sign()))).toBe('503 keys_unavailable');
    expect(await caller.ready()).toBe(false);
    await failing.close();
  },
);
