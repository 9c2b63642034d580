import { CommunicationIdentityClient } from '@azure/communication-identity';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { contosoClientId, fabrikamClientId, personOf, signIn, teamsScope } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();
const upn = 'alice@fabrikam.example';
const alice = personOf(upn);
const dave = 'dave@fabrikam.example';
const controlPlaneScope = 'https://communication.azure.com//.default';

/** Signs a person in. @returns an access token: a Teams token, unless `overrides` has another scope. */
const getAccessToken = async (userUpn = upn, overrides: { scope?: string } = {}) =>
  (await signIn({ url: harness.emulator.url, ...overrides }, userUpn)).access_token;

/** Exchanges a Teams token with Microsoft's identity client. @param options what differs from a valid exchange. */
async function exchange(
  teamsUserAadToken: string,
  { userUpn = upn, clientId = contosoClientId }: { userUpn?: string; clientId?: string } = {},
) {
  const clientOptions = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
  const client = new CommunicationIdentityClient(harness.emulator.connectionString, clientOptions);
  return client.getTokenForTeamsUser({ teamsUserAadToken, clientId, userObjectId: personOf(userUpn).oid });
}

/** Posts an exchange with a bearer token, which Microsoft's client would send only over TLS. */
const postExchange = (bearer: string, body: string, apiVersion = '2023-10-01') =>
  fetch(`${harness.emulator.url}/teamsUser/:exchangeAccessToken?api-version=${apiVersion}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, origin: 'http://localhost:5173' },
    body,
  });
const exchangeWithBearer = (bearer: string, token: string) =>
  postExchange(bearer, JSON.stringify({ token, appId: contosoClientId, userId: alice.oid }));

test('Microsoft’s identity client exchanges a Teams token for an ACS token that expires at the same time', async () => {
  const teamsToken = await getAccessToken();
  const { token, expiresOn } = await exchange(teamsToken);
  const claims = { skypeid: `orgid:${alice.oid}`, acsScope: 'voip', iss: 'switchboard-emulator' };
  expect(decodeJwt(token)).toMatchObject({ ...claims, tid: alice.tid });
  expect(decodeJwt(token).exp).toBe(decodeJwt(teamsToken).exp);
  expect(expiresOn.getTime()).toBe((decodeJwt(teamsToken).exp ?? 0) * 1000);
});

async function signExpiredToken(): Promise<string> {
  const claims = { ...decodeJwt(await getAccessToken()), exp: Math.floor(Date.now() / 1000) - 1 };
  const jwt = { header: { alg: 'RS256' }, claims };
  return (await harness.controlJson<{ token: string }>('POST', 'sign', jwt)).token;
}
async function removeLicence(): Promise<string> {
  await harness.control('POST', 'conditions', { user: upn, noLicence: true });
  return getAccessToken();
}
const [callsScope = '', chatsScope = ''] = teamsScope.split(' ');
const graphScope = 'openid User.Read';
test.each<[number, string, () => string | Promise<string>, Parameters<typeof exchange>[1]?]>([
  [400, 'another application', () => getAccessToken(), { clientId: fabrikamClientId }],
  [400, 'another user', () => getAccessToken(), { userUpn: 'bob@fabrikam.example' }],
  [401, 'a text that is not a token', () => 'not.a.token'],
  [401, 'a token for another API', () => getAccessToken(upn, { scope: graphScope })],
  [401, 'an expired Teams token', signExpiredToken],
  [401, 'the permission for calls alone', () => getAccessToken(upn, { scope: callsScope })],
  [401, 'the permission for chats alone', () => getAccessToken(upn, { scope: chatsScope })],
  [403, 'a person who never had a licence', () => getAccessToken(dave), { userUpn: dave }],
  [403, 'a person whose licence a test has removed', removeLicence],
])('ACS answers %i to an exchange with %s', async (statusCode, _name, createToken, options) => {
  const code = { 400: 'BadRequest', 401: 'InvalidAccessToken', 403: 'Forbidden' }[statusCode];
  await expect(exchange(await createToken(), options)).rejects.toMatchObject({ statusCode, code });
});

test('a caller with a role on the resource may exchange with an Entra token; a caller without a role gets 403', async () => {
  const token = await getAccessToken();
  // A caller may write one slash or two before `.default`.
  for (const scope of ['https://communication.azure.com/.default', controlPlaneScope]) {
    const response = await exchangeWithBearer(await getAccessToken(upn, { scope }), token);
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  }
  const bearer = await getAccessToken(upn, { scope: controlPlaneScope });
  await harness.control('POST', 'conditions', { user: upn, noRole: true });
  expect((await exchangeWithBearer(bearer, token)).status).toBe(403);
});

test('ACS answers 401 to an Entra token for another API or from another tenant', async () => {
  const token = await getAccessToken();
  const erinsBearer = await getAccessToken('erin@contoso.example', { scope: controlPlaneScope });
  for (const bearer of [token, erinsBearer]) {
    const response = await exchangeWithBearer(bearer, token);
    expect(response.status).toBe(401);
    const error = {
      code: 'Denied',
      message: expect.stringMatching(/^Denied by the resource provider\. The emulator adds: /) as string,
    };
    expect(await response.json()).toEqual({ error });
  }
});

test('a caller may exchange with the token of the managed identity', async () => {
  const path = 'identity/token?api-version=2019-08-01&resource=https://communication.azure.com/';
  const { access_token } = await harness.controlJson<{ access_token: string }>('GET', path);
  expect((await exchangeWithBearer(access_token, await getAccessToken())).status).toBe(200);
});

test('a test can make ACS refuse a number of exchanges with a certain status and Retry-After', async () => {
  const refuseExchange = { status: 429, code: 'TooManyRequests', times: 1, retryAfterSeconds: 2 };
  await harness.control('POST', 'conditions', { refuseExchange });
  const bearer = await getAccessToken(upn, { scope: controlPlaneScope });
  const token = await getAccessToken();
  const refusedResponse = await exchangeWithBearer(bearer, token);
  expect([refusedResponse.status, refusedResponse.headers.get('retry-after')]).toEqual([429, '2']);
  expect((await exchangeWithBearer(bearer, token)).status).toBe(200);
});

test('ACS answers 400 to an unknown API version and to a body that it cannot read', async () => {
  const bearer = await getAccessToken(upn, { scope: controlPlaneScope });
  expect((await postExchange(bearer, '{}', '1999-01-01')).status).toBe(400);
  for (const body of ['{', '{"token":"x"}']) expect((await postExchange(bearer, body)).status).toBe(400);
});

test('ACS answers 429 to exchanges beyond the quota that a test has set, until enough time has passed', async () => {
  const teamsToken = await getAccessToken();
  await harness.control('POST', 'conditions', { exchangeQuota: { requests: 2, seconds: 30 } });
  await exchange(teamsToken);
  await exchange(teamsToken);
  const refusal = { statusCode: 429, code: 'TooManyRequests' };
  await expect(exchange(teamsToken)).rejects.toMatchObject(refusal);
  harness.advance(30_000);
  await exchange(teamsToken);
});

test('a test can give ACS tokens a shorter or a longer lifetime than the default, and let another resource issue them', async () => {
  const teamsToken = await getAccessToken();
  const readLifetime = ({ expiresOn }: { expiresOn: Date }) => (expiresOn.getTime() - Date.now()) / 1000;
  await harness.control('POST', 'conditions', { user: upn, tokenLifetimeSeconds: 120 });
  const short = await exchange(teamsToken);
  expect(readLifetime(short)).toBeGreaterThan(100);
  expect(readLifetime(short)).toBeLessThanOrEqual(120);
  const changes = { user: upn, acsTokenLifetimeSeconds: 4_500, otherAcsResource: true };
  await harness.control('POST', 'conditions', changes);
  const long = await exchange(teamsToken);
  expect(readLifetime(long)).toBeGreaterThan(4_400);
  const { resourceId } = decodeJwt(long.token);
  expect(typeof resourceId).toBe('string');
  expect(resourceId).not.toBe(decodeJwt(short.token).resourceId);
});
