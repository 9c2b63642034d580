import { CommunicationIdentityClient } from '@azure/communication-identity';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { contosoApp, fabrikamApp, personOf, signIn, signInScope, type Attempt } from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();
const upn = 'alice@fabrikam.example';
const alice = personOf(upn);
const controlPlaneScope = 'https://communication.azure.com//.default';

const tokenOf = async (name: string, rest: Omit<Attempt, 'url'> = {}) =>
  (await signIn({ url: harness.emulator.url, ...rest }, name)).access_token;

/** Exchanges with Microsoft's client. */
async function exchange(
  teamsUserAadToken: string,
  options: { as?: string; clientId?: string; by?: string } = {},
) {
  const { as = upn, clientId = contosoApp, by = harness.emulator.connectionString } = options;
  const client = new CommunicationIdentityClient(by, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
  return client.getTokenForTeamsUser({ teamsUserAadToken, clientId, userObjectId: personOf(as).oid });
}

/** Exchanges with an Entra bearer, which Microsoft's client sends only over TLS. */
const exchangeAs = (bearer: string, token: string, headers: Record<string, string> = {}) =>
  fetch(`${harness.emulator.url}/teamsUser/:exchangeAccessToken?api-version=2023-10-01`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token, appId: contosoApp, userId: alice.oid }),
  });

test('Microsoft’s identity client exchanges a Teams token for an ACS token that expires at the same time', async () => {
  const artifact1 = await tokenOf(upn);
  const { token, expiresOn } = await exchange(artifact1);
  expect(decodeJwt(token)).toMatchObject({
    skypeid: `orgid:${alice.oid}`,
    tid: alice.tid,
    acsScope: 'voip',
    iss: 'switchboard-emulator',
  });
  expect(decodeJwt(token).exp).toBe(decodeJwt(artifact1).exp);
  expect(expiresOn.getTime()).toBe((decodeJwt(artifact1).exp ?? 0) * 1000);
});

test('an access key with one changed byte is refused with 401', async () => {
  const [head, key = ''] = harness.emulator.connectionString.split('accesskey=');
  const bytes = Buffer.from(key, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  const by = `${head}accesskey=${bytes.toString('base64')}`;
  await expect(exchange(await tokenOf(upn), { by })).rejects.toMatchObject({
    statusCode: 401,
    code: 'Denied',
  });
});

test('an application or a user other than the token’s is refused with 400', async () => {
  const token = await tokenOf(upn);
  for (const wrong of [{ clientId: fabrikamApp }, { as: 'bob@fabrikam.example' }]) {
    await expect(exchange(token, wrong)).rejects.toMatchObject({ statusCode: 400 });
  }
});

test('an expired token, a token for another API, and a text that is no token are refused with 401', async () => {
  const wrong = { statusCode: 401, code: 'InvalidAccessToken' };
  await expect(exchange('not.a.token')).rejects.toMatchObject(wrong);
  await expect(exchange(await tokenOf(upn, { scope: 'openid User.Read' }))).rejects.toMatchObject(wrong);
  const chats = 'https://auth.msft.communication.azure.com/Teams.ManageChats';
  await expect(exchange(await tokenOf(upn, { scope: chats }))).rejects.toMatchObject(wrong);
  const { token } = (await (
    await harness.control('POST', 'sign', {
      header: { alg: 'RS256' },
      claims: {
        ...decodeJwt(await tokenOf(upn)),
        exp: Math.floor(Date.now() / 1000) - 1,
      },
    })
  ).json()) as { token: string };
  await expect(exchange(token)).rejects.toMatchObject(wrong);
});

test('a person without a Teams licence is refused with 403, by seed or by condition', async () => {
  const dave = 'dave@fabrikam.example';
  await expect(exchange(await tokenOf(dave), { as: dave })).rejects.toMatchObject({ statusCode: 403 });
  await harness.control('POST', 'conditions', { user: upn, noLicence: true });
  await expect(exchange(await tokenOf(upn))).rejects.toMatchObject({ statusCode: 403 });
});

test('a caller with a role on the resource may exchange with an Entra bearer; a caller without one gets 403', async () => {
  const bearer = await tokenOf(upn, { scope: controlPlaneScope });
  const token = await tokenOf(upn);
  const response = await exchangeAs(bearer, token, { origin: 'http://localhost:5173' });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  await harness.control('POST', 'conditions', { user: upn, noRole: true });
  expect((await exchangeAs(bearer, token)).status).toBe(403);
});

test('a bearer for another API or from another directory is refused with 401', async () => {
  const token = await tokenOf(upn);
  expect((await exchangeAs(token, token)).status).toBe(401);
  const erin = await tokenOf('erin@contoso.example', { scope: controlPlaneScope });
  const response = await exchangeAs(erin, token);
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    error: { code: 'Denied', message: 'Denied by the resource provider.' },
  });
});

test('the managed identity’s token works as a bearer', async () => {
  const path = 'identity/token?api-version=2019-08-01&resource=https://communication.azure.com/';
  const { access_token } = (await (await harness.control('GET', path)).json()) as { access_token: string };
  expect((await exchangeAs(access_token, await tokenOf(upn))).status).toBe(200);
});

test('a condition refuses the exchange as often as it says, with its status and Retry-After', async () => {
  const refuseExchange = { status: 429, code: 'TooManyRequests', times: 1, retryAfterSeconds: 2 };
  await harness.control('POST', 'conditions', { refuseExchange });
  const bearer = await tokenOf(upn, { scope: controlPlaneScope });
  const token = await tokenOf(upn);
  const refused = await exchangeAs(bearer, token);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
  expect((await exchangeAs(bearer, token)).status).toBe(200);
});

test('an unknown API version and an unreadable body are refused with 400', async () => {
  const bearer = await tokenOf(upn, { scope: controlPlaneScope });
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

test('a condition shortens the lifetime of ACS tokens, whatever the Teams token’s is', async () => {
  const artifact1 = await tokenOf(upn);
  await harness.control('POST', 'conditions', { user: upn, tokenLifetimeSeconds: 120 });
  const left = (await exchange(artifact1)).expiresOn.getTime() - Date.now();
  expect(left).toBeGreaterThan(100_000);
  expect(left).toBeLessThanOrEqual(120_000);
});

test('exchanges beyond a condition’s quota get 429 until enough time has passed', async () => {
  const artifact1 = await tokenOf(upn);
  await harness.control('POST', 'conditions', { exchangeQuota: { requests: 2, seconds: 30 } });
  await exchange(artifact1);
  await exchange(artifact1);
  const refused = await exchange(artifact1).catch((error: unknown) => error);
  expect(refused).toMatchObject({ statusCode: 429, code: 'TooManyRequests' });
  harness.advance(30_000);
  await exchange(artifact1);
});
