import { exportSPKI, generateKeyPair, importJWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  apiClientId,
  appClientId,
  oid,
  readRefusal,
  startTestEntra,
  tenant,
  type FieldChanges,
  type TestEntra,
} from '../fixtures/entra.ts';
import { createEntraCaller, type EntraCaller } from './entraCaller.ts';

const otherTenant = '99999999-2222-4333-8444-555555555555';
const secondTenant = '88888888-2222-4333-8444-555555555555';
const daySeconds = 86_400;
const now = (): number => Math.floor(Date.now() / 1000);

let entra: TestEntra;
let verifier: EntraCaller;
beforeAll(async () => {
  entra = await startTestEntra();
  verifier = createTestVerifier(entra);
});
afterAll(() => entra.close());

/** @param authContext the authentication context that a token must have; null requires no context */
function createTestVerifier({ keyServer }: TestEntra, authContext: string | null = null, tenants = [tenant]) {
  const ids = { apiClientId, appClientId, tenants };
  return createEntraCaller({ authority: keyServer.url, ...ids, authContext, log: () => {} });
}
const verifyToken = (token: string, by = verifier) =>
  by.verify(new Headers({ authorization: `Bearer ${token}` }));
const expectRefusal = async (token: string, refusal = '401 invalid_token', by = verifier) =>
  expect(await readRefusal(verifyToken(token, by))).toBe(refusal);

test.each<[string, FieldChanges, FieldChanges]>([
  ['our tenant, application and API', {}, {}],
  ['an exp 50 s ago, because clocks differ', { exp: now() - 50 }, {}],
  ['the longest lifetime (S2)', { iat: now() - 300, nbf: now() - 300, exp: now() + daySeconds }, {}],
  ['the type jwt', {}, { typ: 'jwt' }],
  ['the type at+jwt', {}, { typ: 'at+jwt' }],
  ['the type application/at+jwt', {}, { typ: 'application/at+jwt' }],
])('the verifier accepts a token with %s', async (_name, claims, header) => {
  expect(await verifyToken(await entra.sign(claims, header))).toEqual({ oid, tid: tenant });
});

test('with two allowed tenants, the verifier checks each token with the keys of its tenant, and fetches no keys for a malformed tenant id', async () => {
  const verifierOfTwo = createTestVerifier(entra, null, [tenant, secondTenant]);
  const countBefore = entra.keyServer.requests.length;
  for (const tid of [tenant, secondTenant, tenant]) {
    const token = await entra.sign({ tid, iss: `${entra.keyServer.url}/${tid}/v2.0` });
    expect(await verifyToken(token, verifierOfTwo)).toEqual({ oid, tid });
  }
  for (const tid of ['../common', `${tenant}/..`, [tenant], 1])
    await expectRefusal(await entra.sign({ tid }), '401 invalid_token', verifierOfTwo);
  const keyPaths = [tenant, secondTenant].map((tid) => `/${tid}/discovery/v2.0/keys`);
  expect(entra.keyServer.requests.slice(countBefore)).toEqual(keyPaths);
});

test('the verifier is ready at once while the keys of one of two tenants do not arrive', async () => {
  const slowEntra = await startTestEntra();
  const { answer } = slowEntra.keyServer;
  slowEntra.keyServer.answer = (request, response, body) => {
    if (!request.url?.includes(otherTenant)) answer(request, response, body);
  };
  const startedAt = performance.now();
  expect(await createTestVerifier(slowEntra, null, [otherTenant, tenant]).isReady()).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(1_500);
  await slowEntra.close();
});

test('if a token lacks the required authentication context, the verifier answers with a claims challenge', async () => {
  const strictVerifier = createTestVerifier(entra, 'c1');
  expect(await verifyToken(await entra.sign({ acrs: ['c2', 'c1'] }), strictVerifier)).toMatchObject({ oid });
  for (const acrs of [undefined, [], ['c2'], ['c10'], 'c1', { c1: true }]) {
    const verification = verifyToken(await entra.sign({ acrs }), strictVerifier);
    const claims = btoa('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}');
    await expect(verification).rejects.toMatchObject({
      status: 401,
      code: 'insufficient_claims',
      headers: {
        'www-authenticate': `Bearer realm="", authorization_uri="${entra.keyServer.url}/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
      },
    });
  }
  // No new sign-in can add the scope, so the verifier reports the missing scope first.
  await expectRefusal(await entra.sign({ scp: 'User.Read' }), '403 scope_missing', strictVerifier);
});

test('the verifier answers 401 to a request without a token, and names the scheme Bearer', async () => {
  const refusal = { status: 401, headers: { 'www-authenticate': 'Bearer' } };
  await expect(verifier.verify(new Headers())).rejects.toMatchObject(refusal);
});

test('the verifier answers 503, and not 401, while no keys can be fetched', async () => {
  const failingEntra = await startTestEntra();
  failingEntra.keyServer.answer = (_request, response) => response.writeHead(500).end();
  const token = await failingEntra.sign();
  await expectRefusal(token, '503 keys_unavailable', createTestVerifier(failingEntra));
  await failingEntra.close();
});

test.each(['9188040d-6c67-4c5b-b112-36a304b66dad', otherTenant])(
  'the verifier answers 403 to a genuine token of tenant %s, which is not allowed, and fetches no keys of that tenant',
  async (tid) => {
    const token = await entra.sign({ tid, iss: `${entra.keyServer.url}/${tid}/v2.0` });
    await expectRefusal(token, '403 tenant_not_allowed');
    expect(entra.keyServer.requests.filter((path) => path.includes(tid))).toEqual([]);
  },
);

test.each<[string, FieldChanges]>([
  ['no exp', { exp: undefined }],
  ['an exp 61 s ago', { exp: now() - 61 }],
  ['no nbf', { nbf: undefined }],
  ['an nbf in the future', { nbf: now() + 300 }],
  ['no iat', { iat: undefined }],
  ['an iat in the future', { iat: now() + 120 }],
  ['an iat two days ago and an exp in 28 years', { iat: now() - 172_800, exp: now() + 9e8 }],
  ['the audience of Teams', { aud: 'https://auth.msft.communication.azure.com' }],
  ['several audiences, one of which is our API', { aud: [apiClientId, 'other'] }],
  ['the claims of an ID token', { azp: undefined, scp: undefined }],
  ['version 1', { ver: '1.0' }],
  ['the issuer of another tenant', { iss: `http://127.0.0.1/${otherTenant}/v2.0` }],
  ['a tid in a list', { tid: [tenant] }],
  ['an oid that is not a GUID', { oid: 'alice' }],
  ['an oid in a list', { oid: [oid] }],
  ['an oid of zeros (S16)', { oid: '00000000-0000-0000-0000-000000000000' }],
  ['a lifetime of ten years', { exp: now() + 3650 * daySeconds }],
  ['two days of lifetime, issued a day ago (S2)', { iat: now() - daySeconds + 60, exp: now() + daySeconds }],
])('S2: the verifier answers 401 to a token with %s', async (_name, claims) => {
  await expectRefusal(await entra.sign(claims));
});

test.each<[string, string, FieldChanges]>([
  ['scope_missing', 'no scp', { scp: undefined }],
  ['scope_missing', 'another scope', { scp: 'User.Read' }],
  ['scope_missing', 'a scope that begins like ours', { scp: 'access_as_user_more' }],
  ['scope_missing', 'scopes separated by commas', { scp: 'User.Read,access_as_user' }],
  ['scope_missing', 'a list of scopes', { scp: ['access_as_user'] }],
  ['scope_missing', 'roles instead of scopes', { scp: undefined, roles: ['access_as_user'] }],
  ['client_not_allowed', 'another client of the same API', { azp: otherTenant }],
  ['user_token_required', 'the claims of an application', { scp: undefined, idtyp: 'app', roles: ['x'] }],
  ['user_token_required', 'the idtyp "App" instead of "app"', { idtyp: 'App' }],
])('S3: the verifier answers 403 %s, not 401, to a genuine token with %s', async (code, _name, claims) => {
  await expectRefusal(await entra.sign(claims), `403 ${code}`);
});

const forbidHeader = (name: string): [string, FieldChanges] => [`the header ${name}`, { [name]: 'x' }];
test.each<[string, FieldChanges]>([
  ['no kid', { kid: undefined }],
  ['a kid of 201 characters', { kid: 'x'.repeat(201) }],
  ['a kid that is a path', { kid: '../../dev/null' }],
  ...'jwk jku x5u x5c cty zip b64'.split(' ').map(forbidHeader),
  ['the type of a security event', { typ: 'secevent+jwt' }],
  ['an empty type', { typ: '' }],
])('the verifier answers 401 to a token with %s', async (_name, header) => {
  await expectRefusal(await entra.sign({}, header));
});

const header = '{"alg":"RS256","kid":"key-1"}';
// Tokens that no JWT library would write. Each row: the fault, the header of the token, and a change of its payload. `String`
// leaves the payload unchanged.
test.each<[string, string, (payload: string) => string]>([
  ['a list as typ', '{"alg":"RS256","kid":"key-1","typ":["JWT"]}', String],
  ['a number as kid', '{"alg":"RS256","kid":1}', String],
  ['alg none after alg RS256', '{"alg":"RS256","kid":"key-1","alg":"none"}', String],
  ['alg PS256', '{"alg":"PS256","kid":"key-1"}', String],
  ['all header fields in the prototype', `{"__proto__":${header}}`, String],
  ['no claims', header, () => 'null'],
  ['claims in a list', header, (payload) => `[${payload}]`],
  ['all claims in the prototype', header, (payload) => `{"__proto__":${payload}}`],
  ['an iat of minus infinity', header, (payload) => payload.replace(/"iat":\d+/, '"iat":-1e999')],
  ['an exp and nbf of infinity', header, (payload) => payload.replace(/"(nbf|exp)":\d+/g, '"$1":1e999')],
])('the verifier refuses a correctly signed token with %s', async (_name, protectedHeader, change) => {
  const payload = JSON.stringify(entra.createClaims());
  // The unchanged texts make a valid token.
  expect(await verifyToken(await entra.signText(header, payload))).toMatchObject({ oid });
  await expectRefusal(await entra.signText(protectedHeader, change(payload)));
});

/**
 * Replaces the character at an index by the next character of base64url. In the last character of a 2,048-bit signature
 * this changes only bits that decoders ignore.
 */
function flipCharacter(token: string, index: number): string {
  const next = String.fromCharCode(token.charCodeAt(index) + 1);
  return token.slice(0, index) + (/[\w-]/.test(next) ? next : 'A') + token.slice(index + 1);
}
const signWithOtherKey = async (): Promise<string> =>
  entra.sign({}, {}, (await generateKeyPair('RS256')).privateKey);
const signWithPublicKey = async (): Promise<string> => {
  const publicKey = await importJWK({ ...entra.publicJwk, alg: 'RS256' }, 'RS256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('expected an RSA key');
  return entra.sign({}, { alg: 'HS256' }, new TextEncoder().encode(await exportSPKI(publicKey)));
};
const unsignedHeader = Buffer.from('{"alg":"none","kid":"key-1"}').toString('base64url');

test.each<[string, (token: string) => string | Promise<string>]>([
  ['one flipped character of the signature', (token) => flipCharacter(token, token.length - 20)],
  ['unused bits set in its last character', (token) => flipCharacter(token, token.length - 1)],
  ['no signature', (token) => token.replace(/[^.]+$/, '')],
  ['padding', (token) => `${token}==`],
  ['two parts', (token) => token.replace(/\.[^.]+$/, '')],
  ['alg none', (token) => `${unsignedHeader}.${token.split('.')[1]}.`],
  ['alg HS256, signed with the public key', signWithPublicKey],
  ['the signature of another key with the same kid', signWithOtherKey],
  ['100 kB', () => entra.sign({ padding: 'x'.repeat(100_000) })],
])('the verifier refuses a token with %s', async (_name, change) => {
  await expectRefusal(await change(await entra.sign()));
});

test('the verifier refuses two Authorization headers', async () => {
  const headers = new Headers({ authorization: `Bearer ${await entra.sign()}` });
  headers.append('authorization', 'Bearer other');
  expect(await readRefusal(verifier.verify(headers))).toBe('400 authorization_repeated');
});

// Header values are bytes; `ü` is sent as Latin-1.
test.each(['Basic YWxpY2U6eA==', 'Bearer', 'Bearer a b', 'Bearer ü', 'Bearer a.b.c'])(
  'the verifier refuses "%s", which is not a bearer token',
  async (authorization) => {
    expect(await readRefusal(verifier.verify(new Headers({ authorization })))).toBe('401 invalid_token');
  },
);
