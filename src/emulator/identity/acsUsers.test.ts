import { createHash, createHmac } from 'node:crypto';
import {
  createCommunicationAccessKeyCredentialPolicy,
  parseConnectionString,
} from '@azure/communication-common';
import { CommunicationIdentityClient, type CommunicationUserToken } from '@azure/communication-identity';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpMethods,
} from '@azure/core-rest-pipeline';
import { decodeJwt } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { requestStatus } from '../testing/rawRequest.ts';
import { TestClient } from '../testing/testClient.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { closeCodes } from '../wire/protocol.ts';

const harness = setUpEmulator();
const resource = 'ac500000-0000-4000-8000-0000000000ac';
const minutes = (count: number) => count * 60_000;

/** Microsoft's identity client, which signs its requests with the access key. */
let client: CommunicationIdentityClient;
beforeEach(() => {
  client = new CommunicationIdentityClient(harness.emulator.connectionString, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
});

const catchError = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => {
      const { statusCode, code, message } = error as { statusCode: number; code: string; message: string };
      return `${statusCode} ${code} ${message}`;
    },
  );
/** Connects an agent with a token. @returns the agent's raw id, or the code with which the server closes the socket. */
async function connect(token: string): Promise<string | number> {
  const test = new TestClient(`ws://127.0.0.1:${harness.emulator.port}/signalling`);
  await new Promise((resolve) => test.socket.once('open', resolve));
  test.sendFrame({ t: 'hello', token });
  const welcome = test.waitFor(({ frames }) => frames.find((frame) => frame.t === 'welcome'));
  const outcome = await Promise.race([welcome.then(({ id }) => id), test.closeCode]);
  test.socket.terminate();
  return outcome;
}
const lifetimeOf = ({ expiresOn }: { expiresOn: Date }) =>
  Math.round((expiresOn.getTime() - Date.now()) / minutes(1));

test('a user is created, gets tokens that connect an agent, and is deleted', async () => {
  const user = await client.createUser();
  expect(user.communicationUserId).toMatch(new RegExp(`^8:acs:${resource}_[0-9a-f-]{36}$`));
  const { token, expiresOn } = await client.getToken(user, ['voip']);
  expect(lifetimeOf({ expiresOn })).toBe(24 * 60);
  expect(decodeJwt(token)).toMatchObject({
    skypeid: user.communicationUserId.slice('8:'.length),
    acsScope: 'voip',
    resourceId: resource,
  });
  expect(await connect(token)).toBe(user.communicationUserId);
  await client.deleteUser(user);
  expect(await connect(token)).toBe(closeCodes.token);
  const missing = "404 IdentityNotFound Provided identity doesn't exist.";
  expect(await catchError(client.getToken(user, ['voip']))).toBe(missing);
  expect(await catchError(client.deleteUser(user))).toBe(missing);
});

test('a user is created together with a token, for the minutes that the app asks for', async () => {
  const created: CommunicationUserToken = await client.createUserAndToken(['chat', 'voip'], {
    tokenExpiresInMinutes: 60,
  });
  expect(lifetimeOf(created)).toBe(60);
  expect(decodeJwt(created.token)['acsScope']).toBe('chat,voip');
  expect(await connect(created.token)).toBe(created.user.communicationUserId);
});

test('a revocation ends all tokens of a user until now, and no later one', async () => {
  const { user, token } = await client.createUserAndToken(['voip']);
  await client.revokeTokens(user);
  expect(await connect(token)).toBe(closeCodes.token);
  const later = await client.getToken(user, ['voip']);
  expect(await connect(later.token)).toBe(user.communicationUserId);
});

test('after a reset, no user is left, and their tokens are not valid', async () => {
  const { user, token } = await client.createUserAndToken(['voip']);
  await harness.control('POST', 'reset');
  expect(await connect(token)).toBe(closeCodes.token);
  expect(await catchError(client.revokeTokens(user))).toMatch(/^404 /);
});

const foreignUser = { communicationUserId: '8:acs:00000000-0000-4000-8000-000000000000_1' };
test.each<[name: string, expected: string, request: () => Promise<unknown>]>([
  [
    'no scope',
    '400 ValidationError Invalid scopes - Scopes field is required.',
    async () => client.getToken(await client.createUser(), []),
  ],
  [
    'an unknown scope',
    '400 ValidationError Invalid scopes - The scopes are chat, voip, chat.join, chat.join.limited, voip.join.',
    async () => client.getToken(await client.createUser(), ['video' as 'voip']),
  ],
  [
    'too few minutes',
    '400 ValidationError Invalid expiresInMinutes - The value must be from 60 to 1440.',
    async () => client.getToken(await client.createUser(), ['voip'], { tokenExpiresInMinutes: 59 }),
  ],
  [
    'too many minutes',
    '400 ValidationError Invalid expiresInMinutes - The value must be from 60 to 1440.',
    () => client.createUserAndToken(['voip'], { tokenExpiresInMinutes: 1441 }),
  ],
  [
    'a user of another resource',
    "401 IdentityNotOwned Provided identity doesn't belong to the resource.",
    () => client.revokeTokens(foreignUser),
  ],
])('ACS refuses %s: %s', async (_name, expected, request) => {
  expect(await catchError(request())).toBe(expected);
});

test('a condition refuses tokens, and a caller without the access key gets 401', async () => {
  const refuseExchange = { status: 503, code: 'ServiceUnavailable', times: 1 };
  await harness.control('POST', 'conditions', { refuseExchange });
  expect(await catchError(client.createUserAndToken(['voip']))).toMatch(/^503 ServiceUnavailable /);
  const url = `${harness.emulator.url}/identities?api-version=2023-10-01`;
  const response = await fetch(url, { method: 'POST', body: '' });
  expect([response.status, await response.json()]).toMatchObject([401, { error: { code: 'Denied' } }]);
});

test('older clients repeat the port: in the signature, and, outside browsers, in the Host header', async () => {
  const { url, port, connectionString } = harness.emulator;
  const body = '{}';
  const headers = {
    'content-type': 'application/json',
    'x-ms-date': new Date().toUTCString(),
    'x-ms-content-sha256': createHash('sha256').update(body).digest('base64'),
  };
  const path = '/identities?api-version=2023-10-01';
  const [, accessKey = ''] = connectionString.split('accesskey=');
  const sign = (host: string) => {
    const text = `POST\n${path}\n${headers['x-ms-date']};${host};${headers['x-ms-content-sha256']}`;
    const signature = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(text).digest('base64');
    return `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
  };
  const send = (host: string, signedHost: string) =>
    requestStatus(port, {
      method: 'POST',
      path,
      body,
      headers: { ...headers, host, authorization: sign(signedHost), 'content-length': String(body.length) },
    });
  const { host } = new URL(url);
  const repeated = `${host}:${port}`;
  expect(await send(repeated, repeated)).toBe(201);
  expect(await send(host, repeated)).toBe(201);
  expect(await send(host, `evil.example:${port}`)).toBe(401);
  expect(await send(`evil.example:${port}:${port}`, repeated)).toBe(421);
});

test('a page may create users: the identity client runs in browsers, too', async () => {
  const origin = 'http://localhost:3000';
  const headers = { origin, 'access-control-request-method': 'POST' };
  for (const path of ['identities', 'identities/8:acs:x_y/:issueAccessToken']) {
    const response = await fetch(`${harness.emulator.url}/${path}`, { method: 'OPTIONS', headers });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  }
});

test('in the preview versions, a custom id means the same user, whom the app can read', async () => {
  const { endpoint, credential } = parseConnectionString(harness.emulator.connectionString);
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 } });
  pipeline.addPolicy(createCommunicationAccessKeyCredentialPolicy(credential));
  const send = async (method: HttpMethods, path: string, version: string, body?: object) => {
    const request = createPipelineRequest({
      url: new URL(`${path}?api-version=${version}`, endpoint).href,
      method,
      headers: createHttpHeaders({ 'content-type': 'application/json' }),
      allowInsecureConnection: true,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { status, bodyAsText } = await pipeline.sendRequest(createDefaultHttpClient(), request);
    return { status, body: JSON.parse(bodyAsText ?? 'null') as { identity: { id: string } } };
  };
  const preview = '2025-03-02-preview';
  const create = (version: string) => send('POST', '/identities', version, { customId: 'sally@contoso.com' });
  const first = await create(preview);
  expect(first).toMatchObject({ status: 201, body: { identity: { customId: 'sally@contoso.com' } } });
  expect((await create(preview)).body.identity.id).toBe(first.body.identity.id);
  expect((await create('2025-06-30')).body.identity.id).not.toBe(first.body.identity.id);
  const { id } = first.body.identity;
  await client.getToken({ communicationUserId: id }, ['voip']);
  const path = `/identities/${encodeURIComponent(id)}`;
  const read = await send('GET', path, preview);
  expect(read.body).toEqual({
    id,
    customId: 'sally@contoso.com',
    lastTokenIssuedAt: expect.stringMatching(/^20.*\+00:00$/) as string,
  });
  expect((await send('GET', path, '2023-10-01')).status).toBe(400);
});

test('a control gives the token of an ACS user by any name, and names the same user again', async () => {
  const read = () => harness.control('GET', 'token?acsUser=ann&scopes=chat,voip');
  const { token, userId } = (await (await read()).json()) as { token: string; userId: string };
  expect([decodeJwt(token)['acsScope'], await connect(token)]).toEqual(['chat,voip', userId]);
  expect(await (await read()).json()).toMatchObject({ userId });
});
