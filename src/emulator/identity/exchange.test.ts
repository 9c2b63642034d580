import { CommunicationIdentityClient } from '@azure/communication-identity';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import {
  contosoClientId,
  fabrikamClientId,
  personOf,
  signIn,
  signInScope,
  teamsScope,
  type SignInOptions,
} from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();
const upn = 'alice@fabrikam.example';
const alice = personOf(upn);
const controlPlaneScope = 'https://communication.azure.com//.default';

/** Signs a person in. @returns an access token: a Teams token, unless `overrides` has another scope. */
const getAccessToken = async (userUpn: string, overrides: Omit<SignInOptions, 'url'> = {}) =>
  (await signIn({ url: harness.emulator.url, ...overrides }, userUpn)).access_token;

/**
 * Exchanges a Teams token with Microsoft's identity client, which authenticates with the access key.
 * @param options what differs from a valid exchange: the UPN of the user, the application, the connection string.
 */
async function exchange(
  teamsUserAadToken: string,
  options: { userUpn?: string; clientId?: string; connectionString?: string } = {},
) {
  const { userUpn = upn, clientId = contosoClientId } = options;
  const { connectionString = harness.emulator.connectionString } = options;
  const client = new CommunicationIdentityClient(connectionString, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
  return client.getTokenForTeamsUser({ teamsUserAadToken, clientId, userObjectId: personOf(userUpn).oid });
}

/** Exchanges with an Entra token as bearer token. Microsoft's client would send a bearer token only over TLS. */
const exchangeWithBearer = (bearer: string, teamsToken: string, headers: Record<string, string> = {}) =>
  fetch(`${harness.emulator.url}/teamsUser/:exchangeAccessToken?api-version=2023-10-01`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token: teamsToken, appId: contosoClientId, userId: alice.oid }),
  });

test('Microsoft’s identity client exchanges a Teams token for an ACS token that expires at the same time', async () => {
  const teamsToken = await getAccessToken(upn);
  const { token, expiresOn } = await exchange(teamsToken);
  expect(decodeJwt(token)).toMatchObject({
    skypeid: `orgid:${alice.oid}`,
    tid: alice.tid,
    acsScope: 'voip',
    iss: 'switchboard-emulator',
  });
  expect(decodeJwt(token).exp).toBe(decodeJwt(teamsToken).exp);
  expect(expiresOn.getTime()).toBe((decodeJwt(teamsToken).exp ?? 0) * 1000);
});

test('ACS answers 401 to a caller whose access key has one changed byte', async () => {
  const [endpointPart, key = ''] = harness.emulator.connectionString.split('accesskey=');
  const bytes = Buffer.from(key, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  const connectionString = `${endpointPart}accesskey=${bytes.toString('base64')}`;
  await expect(exchange(await getAccessToken(upn), { connectionString })).rejects.toMatchObject({
    statusCode: 401,
    code: 'Denied',
  });
});

test('ACS answers 400 if the request names another application or another user than the Teams token', async () => {
  const token = await getAccessToken(upn);
  for (const wrongOptions of [{ clientId: fabrikamClientId }, { userUpn: 'bob@fabrikam.example' }]) {
    await expect(exchange(token, wrongOptions)).rejects.toMatchObject({ statusCode: 400 });
  }
});

test('ACS answers 401 to an expired Teams token, to a token for another API, and to a text that is not a token', async () => {
  const refusal = { statusCode: 401, code: 'InvalidAccessToken' };
  await expect(exchange('not.a.token')).rejects.toMatchObject(refusal);
  const graphToken = await getAccessToken(upn, { scope: 'openid User.Read' });
  await expect(exchange(graphToken)).rejects.toMatchObject(refusal);
  const claims = { ...decodeJwt(await getAccessToken(upn)), exp: Math.floor(Date.now() / 1000) - 1 };
  const jwt = { header: { alg: 'RS256' }, claims };
  const { token } = await harness.controlJson<{ token: string }>('POST', 'sign', jwt);
  await expect(exchange(token)).rejects.toMatchObject(refusal);
});

test.each(teamsScope.split(' '))(
  'ACS answers 401 to a Teams token with the permission %s alone',
  async (scope) => {
    await expect(exchange(await getAccessToken(upn, { scope }))).rejects.toMatchObject({
      statusCode: 401,
      code: 'InvalidAccessToken',
    });
  },
);

test('ACS answers 403 for a person who never had a Teams licence, and for one whose licence a test has removed', async () => {
  const dave = 'dave@fabrikam.example';
  await expect(exchange(await getAccessToken(dave), { userUpn: dave })).rejects.toMatchObject({
    statusCode: 403,
  });
  await harness.control('POST', 'conditions', { user: upn, noLicence: true });
  await expect(exchange(await getAccessToken(upn))).rejects.toMatchObject({ statusCode: 403 });
});

test('a caller may write its scope with one slash or with two before .default', async () => {
  const token = await getAccessToken(upn);
  for (const scope of ['https://communication.azure.com/.default', controlPlaneScope])
    expect((await exchangeWithBearer(await getAccessToken(upn, { scope }), token)).status).toBe(200);
});

test('a caller with a role on the resource may exchange with an Entra token; a caller without a role gets 403', async () => {
  const bearer = await getAccessToken(upn, { scope: controlPlaneScope });
  const token = await getAccessToken(upn);
  const response = await exchangeWithBearer(bearer, token, { origin: 'http://localhost:5173' });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  await harness.control('POST', 'conditions', { user: upn, noRole: true });
  expect((await exchangeWithBearer(bearer, token)).status).toBe(403);
});

test('ACS answers 401 to an Entra token for another API or from another tenant', async () => {
  const token = await getAccessToken(upn);
  expect((await exchangeWithBearer(token, token)).status).toBe(401);
  const erinsBearer = await getAccessToken('erin@contoso.example', { scope: controlPlaneScope });
  const response = await exchangeWithBearer(erinsBearer, token);
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    error: { code: 'Denied', message: 'Denied by the resource provider.' },
  });
});

test('a caller may exchange with the token of the managed identity', async () => {
  const path = 'identity/token?api-version=2019-08-01&resource=https://communication.azure.com/';
  const { access_token } = await harness.controlJson<{ access_token: string }>('GET', path);
  expect((await exchangeWithBearer(access_token, await getAccessToken(upn))).status).toBe(200);
});

test('a test can make ACS refuse a number of exchanges with a certain status and Retry-After', async () => {
  const refuseExchange = { status: 429, code: 'TooManyRequests', times: 1, retryAfterSeconds: 2 };
  await harness.control('POST', 'conditions', { refuseExchange });
  const bearer = await getAccessToken(upn, { scope: controlPlaneScope });
  const token = await getAccessToken(upn);
  const refusedResponse = await exchangeWithBearer(bearer, token);
  expect([refusedResponse.status, refusedResponse.headers.get('retry-after')]).toEqual([429, '2']);
  expect((await exchangeWithBearer(bearer, token)).status).toBe(200);
});

test('ACS answers 400 to an unknown API version and to a body that it cannot read', async () => {
  const bearer = await getAccessToken(upn, { scope: controlPlaneScope });
  const post = (version: string, body: string) =>
    fetch(`${harness.emulator.url}/teamsUser/:exchangeAccessToken?api-version=${version}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body,
    });
  expect((await post('1999-01-01', '{}')).status).toBe(400);
  expect((await post('2023-10-01', '{')).status).toBe(400);
  expect((await post('2023-10-01', JSON.stringify({ token: signInScope }))).status).toBe(400);
});

test('ACS answers 429 to exchanges beyond the quota that a test has set, until enough time has passed', async () => {
  const teamsToken = await getAccessToken(upn);
  await harness.control('POST', 'conditions', { exchangeQuota: { requests: 2, seconds: 30 } });
  await exchange(teamsToken);
  await exchange(teamsToken);
  const refusal = await exchange(teamsToken).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ statusCode: 429, code: 'TooManyRequests' });
  harness.advance(30_000);
  await exchange(teamsToken);
});

test('a test can give ACS tokens a shorter or a longer lifetime than the default, and let another resource issue them', async () => {
  const teamsToken = await getAccessToken(upn);
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
