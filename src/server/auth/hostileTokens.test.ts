import { exportSPKI, generateKeyPair, importJWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestVerifier, readRefusal } from '../fixtures/testVerifier.ts';
import {
  apiClientId,
  appClientId,
  oid,
  startTestEntra,
  tenant,
  type FieldChanges,
  type TestEntra,
} from '../fixtures/entra.ts';
import type { EntraCaller } from './entraCaller.ts';

const otherTenant = '99999999-2222-4333-8444-555555555555';
const now = (): number => Math.floor(Date.now() / 1000);

let entra: TestEntra;
let verifier: EntraCaller;
beforeAll(async () => {
  entra = await startTestEntra();
  verifier = createTestVerifier(entra);
});
afterAll(() => entra.close());
const verifyToken = (token: string) => verifier.verify(new Headers({ authorization: `Bearer ${token}` }));

/**
 * Each row: the fault of a token, the changed claims, the changed header fields, and the expected status and error
 * code.
 */
const refusedTokens: readonly [string, FieldChanges, FieldChanges, string][] = [
  ['no kid', {}, { kid: undefined }, '401 invalid_token'],
  ['no exp', { exp: undefined }, {}, '401 invalid_token'],
  ['another scope', { scp: 'User.Read' }, {}, '403 scope_missing'],
  ['an exp 61 s ago', { exp: now() - 61 }, {}, '401 invalid_token'],
  ['an nbf in the future', { nbf: now() + 300 }, {}, '401 invalid_token'],
  [
    'an iat two days ago and an exp in 28 years',
    { iat: now() - 172_800, exp: now() + 9e8 },
    {},
    '401 invalid_token',
  ],
  ['a jku header', {}, { jku: 'https://evil.example/keys' }, '401 invalid_token'],
  ['an x5u header', {}, { x5u: 'https://evil.example/cert' }, '401 invalid_token'],
  ['a Teams token', { aud: 'https://auth.msft.communication.azure.com' }, {}, '401 invalid_token'],
  ['an ID token', { azp: undefined, scp: undefined }, {}, '401 invalid_token'],
  ['a version 1 token', { ver: '1.0' }, {}, '401 invalid_token'],
  ['the issuer of another tenant', { iss: `http://127.0.0.1/${otherTenant}/v2.0` }, {}, '401 invalid_token'],
  ['a tid that is not a GUID', { tid: '../common' }, {}, '401 invalid_token'],
  ['another client of the same API', { azp: otherTenant }, {}, '403 client_not_allowed'],
  [
    'an application’s token without a user',
    { scp: undefined, idtyp: 'app', roles: ['x'] },
    {},
    '403 user_token_required',
  ],
  ['no oid', { oid: undefined }, {}, '401 invalid_token'],
  ['an oid that is not a GUID', { oid: 'alice' }, {}, '401 invalid_token'],
  ['an oid in a list', { oid: [oid] }, {}, '401 invalid_token'],
  ['a tid in a list', { tid: [tenant] }, {}, '401 invalid_token'],
  ['the tid "organizations"', { tid: 'organizations' }, {}, '401 invalid_token'],
  ['no azp', { azp: undefined }, {}, '401 invalid_token'],
  ['an azp in a list', { azp: [appClientId] }, {}, '401 invalid_token'],
  ['several audiences, one of which is our API', { aud: [apiClientId, 'other'] }, {}, '401 invalid_token'],
  ['the audience as a URI', { aud: `api://${apiClientId}` }, {}, '401 invalid_token'],
  ['a scope that begins like ours', { scp: 'access_as_user_more' }, {}, '403 scope_missing'],
  ['scopes separated by commas', { scp: 'User.Read,access_as_user' }, {}, '403 scope_missing'],
  ['a version that is a number', { ver: 2 }, {}, '401 invalid_token'],
  ['the idtyp "App" instead of "app"', { idtyp: 'App' }, {}, '403 user_token_required'],
  ['an exp that is a text', { exp: '9999999999' }, {}, '401 invalid_token'],
  ['an nbf that is a text', { nbf: '0' }, {}, '401 invalid_token'],
  ['no nbf', { nbf: undefined }, {}, '401 invalid_token'],
  ['no iat', { iat: undefined }, {}, '401 invalid_token'],
  ['an iat in the future', { iat: now() + 120 }, {}, '401 invalid_token'],
  ['an empty kid', {}, { kid: '' }, '401 invalid_token'],
  ['a kid of 201 characters', {}, { kid: 'x'.repeat(201) }, '401 invalid_token'],
  ['a kid that is a property of every object', {}, { kid: 'constructor' }, '401 invalid_token'],
  ['a kid that is a path', {}, { kid: '../../dev/null' }, '401 invalid_token'],
  ['a certificate in the header', {}, { x5c: ['AAAA'] }, '401 invalid_token'],
  ['a cty header that announces a token inside the token', {}, { cty: 'JWT' }, '401 invalid_token'],
  ['a header for compression', {}, { zip: 'DEF' }, '401 invalid_token'],
  ['the type of a security event', {}, { typ: 'secevent+jwt' }, '401 invalid_token'],
  ['the type of a proof of possession', {}, { typ: 'dpop+jwt' }, '401 invalid_token'],
  ['an empty type', {}, { typ: '' }, '401 invalid_token'],
];
test.each(refusedTokens)(
  'the verifier refuses an access token with this fault: %s',
  async (_name, claims, header, expected) => {
    expect(await readRefusal(verifyToken(await entra.sign(claims, header)))).toBe(expected);
  },
);

const daySeconds = 86_400;
test.each<[string, FieldChanges]>([
  ['for ten years', { exp: now() + 3650 * daySeconds }],
  ['for two days', { exp: now() + 2 * daySeconds }],
  ['for two days, issued a day ago', { iat: now() - daySeconds + 60, exp: now() + daySeconds }],
  ['for two more days, with an nbf a day ago', { nbf: now() - daySeconds, exp: now() + 2 * daySeconds }],
])('S2: the verifier refuses a fresh token that is valid %s', async (_name, claims) => {
  expect(await readRefusal(verifyToken(await entra.sign(claims)))).toBe('401 invalid_token');
});

test('S2: the verifier accepts a token with the longest lifetime that an Entra policy can set', async () => {
  const claims = { iat: now() - 300, nbf: now() - 300, exp: now() + daySeconds };
  expect(await verifyToken(await entra.sign(claims))).toEqual({ oid, tid: tenant });
});

test.each<[string, FieldChanges]>([
  ['no scp', { scp: undefined }],
  ['an empty scp', { scp: '' }],
  ['another scope', { scp: 'User.Read' }],
  ['a list of scopes', { scp: ['access_as_user'] }],
  ['roles instead of scopes', { scp: undefined, roles: ['access_as_user'] }],
])(
  'S3: the verifier answers 403, not 401, to an authenticated caller whose token has %s',
  async (_name, claims) => {
    expect(await readRefusal(verifyToken(await entra.sign(claims)))).toBe('403 scope_missing');
  },
);

test.each<[string, FieldChanges]>([
  ['oid', { oid: '00000000-0000-0000-0000-000000000000' }],
  ['oid', { oid: 'ffffffff-ffff-ffff-ffff-FFFFFFFFFFFF' }],
])('S16: the verifier answers 401 to a token with a placeholder GUID as %s', async (_name, claims) => {
  expect(await readRefusal(verifyToken(await entra.sign(claims)))).toBe('401 invalid_token');
});

/**
 * Creates the payload of a valid token as text. A test can change the text into something that no JWT library would
 * write.
 */
const createValidPayload = (): string =>
  JSON.stringify({
    iss: `${entra.keyServer.url}/${tenant}/v2.0`,
    aud: apiClientId,
    azp: appClientId,
    scp: 'access_as_user',
    ver: '2.0',
    tid: tenant,
    oid,
    iat: now(),
    nbf: now(),
    exp: now() + 3600,
  });
const header = '{"alg":"RS256","kid":"key-1"}';

test('the verifier accepts a token that a test has assembled from two valid texts', async () => {
  expect(await verifyToken(await entra.signText(header, createValidPayload()))).toEqual({ oid, tid: tenant });
});

test.each(['JWT', 'jwt', 'at+jwt', 'application/at+jwt'])(
  'the verifier accepts the type %s as that of an access token',
  async (typ) => {
    expect(await verifyToken(await entra.sign({}, { typ }))).toEqual({ oid, tid: tenant });
  },
);

// Each row: the fault, the header of the token, and a change of its payload. `String` leaves the payload unchanged.
test.each<[string, string, (payload: string) => string]>([
  ['a list as typ', '{"alg":"RS256","kid":"key-1","typ":["JWT"]}', String],
  ['a number as kid', '{"alg":"RS256","kid":1}', String],
  ['a list as kid', '{"alg":"RS256","kid":["key-1"]}', String],
  ['alg none after alg RS256', '{"alg":"RS256","kid":"key-1","alg":"none"}', String],
  ['alg in lower case', '{"alg":"rs256","kid":"key-1"}', String],
  ['alg PS256', '{"alg":"PS256","kid":"key-1"}', String],
  ['a list as alg', '{"alg":["RS256"],"kid":"key-1"}', String],
  ['an unknown extension', '{"alg":"RS256","kid":"key-1","crit":["x"],"x":1}', String],
  ['b64 true', '{"alg":"RS256","kid":"key-1","crit":["b64"],"b64":true}', String],
  ['b64 false', '{"alg":"RS256","kid":"key-1","crit":["b64"],"b64":false}', String],
  ['all header fields in the prototype', `{"__proto__":${header}}`, String],
  ['no claims', header, () => 'null'],
  ['claims in a list', header, (payload) => `[${payload}]`],
  ['all claims in the prototype', header, (payload) => `{"__proto__":${payload}}`],
  ['NaN as exp', header, (payload) => payload.replace(/"exp":\d+/, '"exp":NaN')],
  ['an iat of minus infinity', header, (payload) => payload.replace(/"iat":\d+/, '"iat":-1e999')],
  ['an exp and nbf of infinity', header, (payload) => payload.replace(/"(nbf|exp)":\d+/g, '"$1":1e999')],
])('the verifier refuses a correctly signed token with %s', async (_name, protectedHeader, change) => {
  const token = await entra.signText(protectedHeader, change(createValidPayload()));
  expect(await readRefusal(verifyToken(token))).toBe('401 invalid_token');
});

test.each<[string, (token: string) => string]>([
  ['one flipped character of the signature', (token) => flipCharacter(token, token.length - 20)],
  ['unused bits set in its last character', (token) => flipCharacter(token, token.length - 1)],
  ['no signature', (token) => token.replace(/[^.]+$/, '')],
  ['padding', (token) => `${token}==`],
  ['two parts', (token) => token.replace(/\.[^.]+$/, '')],
  ['five parts', (token) => `${token}.x.y`],
])('the verifier refuses a token with %s', async (_name, change) => {
  expect(await readRefusal(verifyToken(change(await entra.sign())))).toBe('401 invalid_token');
});

/**
 * Replaces the character at an index by the next character of base64url. In the last character of a 2,048-bit signature
 * this changes only bits that decoders ignore.
 */
function flipCharacter(token: string, index: number): string {
  const next = String.fromCharCode(token.charCodeAt(index) + 1);
  return token.slice(0, index) + (/[\w-]/.test(next) ? next : 'A') + token.slice(index + 1);
}

test('the verifier refuses a token with alg none', async () => {
  const [, payload] = (await entra.sign()).split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'key-1' })).toString('base64url');
  expect(await readRefusal(verifyToken(`${header}.${payload}.`))).toBe('401 invalid_token');
});

test('the verifier refuses an HS256 token signed with the public key', async () => {
  const publicKey = await importJWK({ ...entra.publicJwk, alg: 'RS256' }, 'RS256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('expected an RSA key');
  const secret = new TextEncoder().encode(await exportSPKI(publicKey));
  expect(await readRefusal(verifyToken(await entra.sign({}, { alg: 'HS256' }, secret)))).toBe(
    '401 invalid_token',
  );
});

test('the verifier refuses a token that another key with the same kid has signed', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  expect(await readRefusal(verifyToken(await entra.sign({}, {}, privateKey)))).toBe('401 invalid_token');
});

test('the verifier refuses a token whose header contains the key that signed it (jwk)', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const token = await entra.sign({}, { jwk: { kty: 'RSA' } }, privateKey);
  expect(await readRefusal(verifyToken(token))).toBe('401 invalid_token');
});

test('the verifier refuses a token of 100 kB', async () => {
  const token = await entra.sign({ padding: 'x'.repeat(100_000) });
  expect(await readRefusal(verifyToken(token))).toBe('401 invalid_token');
});

test('the verifier refuses two Authorization headers', async () => {
  const headers = new Headers({ authorization: `Bearer ${await entra.sign()}` });
  headers.append('authorization', 'Bearer other');
  expect(await readRefusal(verifier.verify(headers))).toBe('400 authorization_repeated');
});

test.each(['Basic YWxpY2U6eA==', 'Bearer', 'Bearer a b', 'Bearer ü', 'Bearer a.b.c'])(
  'the verifier refuses "%s", which is not a bearer token',
  async (authorization) => {
    // Header values are bytes; `ü` is sent as Latin-1.
    expect(await readRefusal(verifier.verify(new Headers({ authorization })))).toBe('401 invalid_token');
  },
);
