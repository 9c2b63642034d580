import {
  createCommunicationAccessKeyCredentialPolicy,
  createIdentifierFromRawId,
  parseConnectionString,
} from '@azure/communication-common';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpMethods,
} from '@azure/core-rest-pipeline';
import { decodeJwt } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { extensionScopes, teamsScopes } from '../../contract/teamsPermissions.ts';
import { contosoClientId, fabrikamClientId, personOf, signIn } from '../testing/signIn.ts';
import { TestClient } from '../testing/testClient.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { closeCodes } from '../wire/protocol.ts';

const harness = setUpEmulator();
const alice = personOf('alice@fabrikam.example');
const [erin, dave] = [personOf('erin@contoso.example'), personOf('dave@fabrikam.example')];
const extensionScope = extensionScopes.join(' ');
const assignment = { principalType: 'user', clientIds: [fabrikamClientId] };
const hotline = { oid: '5e000000-0000-4000-8000-0000000000e5', tid: alice.tid };
const version = 'api-version=2025-06-30';

/** Signs a person in. @returns an Entra token: for agents and Fabrikam’s application, unless options say otherwise. */
async function getEntraToken(
  { upn }: { upn: string } = alice,
  { scope = extensionScope, clientId = fabrikamClientId } = {},
): Promise<string> {
  // Fabrikam's application has one tenant only.
  const tenant = clientId === fabrikamClientId ? alice.tid : 'organizations';
  return (await signIn({ url: harness.emulator.url, tenant, scope, clientId }, upn)).access_token;
}

const exchange = (token: string, query = version) =>
  fetch(`${harness.emulator.url}/access/teamsExtension/:exchangeAccessToken?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, origin: 'http://localhost:5173' },
    body: '{}',
  });
interface ExchangeAnswer {
  readonly identity: { readonly id: string };
  readonly accessToken: { readonly token: string; readonly expiresOn: string };
}
const readExchange = async (token: string) => (await (await exchange(token)).json()) as ExchangeAnswer;
/** @returns the status and the error of a refused exchange. */
const readRefusal = async (token: string) => {
  const response = await exchange(token);
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
};

let sendSigned: (
  method: HttpMethods,
  path: string,
  body?: unknown,
) => Promise<{ status: number; body: unknown }>;
beforeEach(() => {
  // Microsoft's clients sign their requests with this policy. None of them has the API for assignments yet.
  const { endpoint, credential } = parseConnectionString(harness.emulator.connectionString);
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 } });
  pipeline.addPolicy(createCommunicationAccessKeyCredentialPolicy(credential));
  sendSigned = async (method, path, body) => {
    const request = createPipelineRequest({
      url: new URL(path, endpoint).href,
      method,
      headers: createHttpHeaders({ 'content-type': 'application/json' }),
      allowInsecureConnection: true,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, bodyAsText } = await pipeline.sendRequest(createDefaultHttpClient(), request);
    return { status, body: bodyAsText ? (JSON.parse(bodyAsText) as unknown) : null };
  };
});
const createPath = ({ oid, tid }: { oid: string; tid: string }, query = version) =>
  `/access/teamsExtension/tenants/${tid}/assignments/${oid}?${query}`;
const createAnswer = ({ oid, tid }: { oid: string; tid: string }) => ({ objectId: oid, tenantId: tid });

test('an agent’s Entra token is exchanged for an ACS token that expires at the same time', async () => {
  const entraToken = await getEntraToken();
  const response = await exchange(entraToken);
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
    200,
    'http://localhost:5173',
  ]);
  const { identity, accessToken } = (await response.json()) as ExchangeAnswer;
  expect(createIdentifierFromRawId(identity.id)).toEqual({
    kind: 'teamsExtensionUser',
    resourceId: harness.emulator.directory.acsResource.id,
    tenantId: alice.tid,
    userId: alice.oid,
    cloud: 'public',
  });
  const { exp } = decodeJwt(entraToken);
  expect(decodeJwt(accessToken.token)).toMatchObject({ skypeid: identity.id.slice('8:'.length), exp });
  expect(Date.parse(accessToken.expiresOn)).toBe((exp ?? 0) * 1000);
});

test('the scope .default yields a token with the permission of agents, too', async () => {
  const scope = 'https://auth.msft.communication.azure.com/.default';
  expect((await exchange(await getEntraToken(alice, { scope }))).status).toBe(200);
});

const notAssigned = /not assigned/;
test.each<[status: number, name: string, createToken: () => Promise<string>, message: RegExp]>([
  [401, 'a text that is not a token', async () => 'not.a.token', /not valid/],
  [401, 'a token for another API', () => getEntraToken(alice, { scope: 'openid User.Read' }), /not valid/],
  [
    401,
    'the permissions of Teams users',
    () => getEntraToken(alice, { scope: teamsScopes.join(' ') }),
    /not valid/,
  ],
  [403, 'a person of another tenant', () => getEntraToken(erin, { clientId: contosoClientId }), notAssigned],
  [403, 'a person without an assignment', () => getEntraToken(dave), notAssigned],
  [
    403,
    'an application that the assignment does not include',
    () => assignDave(contosoClientId),
    /does not include the application/,
  ],
  [403, 'a person without a Teams licence', () => assignDave(), /no eligible Teams license/],
  [403, 'a person without a Teams Phone licence', removePhoneLicence, /no Teams Phone license/],
])('ACS answers %i to an exchange for %s', async (status, _name, createToken, message) => {
  const code = status === 401 ? 'InvalidAccessToken' : 'Forbidden';
  expect(await readRefusal(await createToken())).toEqual({
    status,
    code,
    message: expect.stringMatching(message) as string,
  });
});
/** Assigns Dave with Fabrikam's application. @returns an Entra token of Dave, of the application `clientId` */
async function assignDave(clientId = fabrikamClientId): Promise<string> {
  await sendSigned('PUT', createPath(dave), assignment);
  return getEntraToken(dave, { clientId });
}
async function removePhoneLicence(): Promise<string> {
  await harness.control('POST', 'conditions', { user: alice.upn, noTeamsPhoneLicence: true });
  return getEntraToken();
}

test('ACS answers 400 to an exchange with an unknown API version, and 200 to the versions of Microsoft’s clients', async () => {
  const token = await getEntraToken();
  for (const [apiVersion, status] of Object.entries({
    '1999-01-01': 400,
    '2023-10-01': 400,
    '2025-03-02-preview': 200,
    '2026-09-23': 200,
  })) {
    const response = await exchange(token, `api-version=${apiVersion}`);
    expect([apiVersion, response.status]).toEqual([apiVersion, status]);
  }
});

test('conditions apply to the exchange: refusals, the quota, lifetimes, another resource, and no CORS', async () => {
  const token = await getEntraToken();
  const refuseExchange = { status: 503, code: 'ServiceUnavailable', times: 1, retryAfterSeconds: 2 };
  await harness.control('POST', 'conditions', { refuseExchange });
  const refused = await exchange(token);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);

  await harness.control('POST', 'conditions', { user: alice.upn, acsTokenLifetimeSeconds: 120 });
  const { accessToken, identity } = await readExchange(token);
  expect(Date.parse(accessToken.expiresOn) - Date.now()).toBeLessThanOrEqual(120_000);
  await harness.control('POST', 'conditions', { user: alice.upn, otherAcsResource: true });
  const other = await readExchange(token);
  expect(other.identity.id).not.toBe(identity.id);
  expect(decodeJwt(other.accessToken.token)['skypeid']).toBe(other.identity.id.slice('8:'.length));

  await harness.control('POST', 'conditions', { exchangeQuota: { requests: 1, seconds: 30 } });
  expect((await exchange(token)).status).toBe(200);
  expect(await readRefusal(token)).toMatchObject({ status: 429, code: 'TooManyRequests' });

  await harness.control('POST', 'conditions', { noAcsCors: true });
  expect((await exchange(token)).headers.get('access-control-allow-origin')).toBeNull();
});

test('a client of ACS reads, creates, replaces and deletes an assignment', async () => {
  const path = createPath(dave);
  const answer = { ...createAnswer(dave), ...assignment };
  expect((await sendSigned('GET', path)).status).toBe(404);
  expect(await sendSigned('PUT', path, assignment)).toEqual({ status: 201, body: answer });
  const clientIds = [fabrikamClientId, contosoClientId];
  // Microsoft's sample writes `User`, and GUIDs may have upper case.
  const changed = { principalType: 'User', clientIds: clientIds.map((id) => id.toUpperCase()) };
  const changedAnswer = { ...answer, clientIds };
  expect(await sendSigned('PUT', path.replace(dave.oid, dave.oid.toUpperCase()), changed)).toEqual({
    status: 200,
    body: changedAnswer,
  });
  expect(await sendSigned('GET', path)).toEqual({ status: 200, body: changedAnswer });
  expect(await sendSigned('DELETE', path)).toEqual({ status: 204, body: null });
  expect(await sendSigned('GET', path)).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } });
  expect((await sendSigned('DELETE', path)).status).toBe(404);
});

test('the assignment of a resource account has no applications, and either name of its type is taken', async () => {
  const body = { ...createAnswer(hotline), principalType: 'teamsResourceAccount' };
  expect(await sendSigned('GET', createPath(hotline))).toEqual({ status: 200, body });
  for (const principalType of ['teamsResourceAccount', 'resourceAccount']) {
    const answer = await sendSigned('PUT', createPath(hotline), { principalType, clientIds: [] });
    expect(answer).toEqual({ status: 200, body });
  }
  // In another tenant, the same object id is another principal.
  expect((await sendSigned('GET', createPath({ ...hotline, tid: erin.tid }))).status).toBe(404);
});

test.each<[name: string, body: unknown]>([
  ['no principal type', { clientIds: [fabrikamClientId] }],
  ['an unknown principal type', { principalType: 'group' }],
  ['a client id that is no GUID', { principalType: 'user', clientIds: ['phone'] }],
  ['clientIds that are no list', { principalType: 'user', clientIds: fabrikamClientId }],
  ['a user without applications', { principalType: 'user' }],
  ['a list in place of an object', [assignment]],
])('ACS answers 400 to an assignment with %s, and keeps the earlier one', async (_name, body) => {
  const earlier = await sendSigned('GET', createPath(alice));
  expect(await sendSigned('PUT', createPath(alice), body)).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest' } },
  });
  expect(await sendSigned('GET', createPath(alice))).toEqual(earlier);
});

test('ACS answers 400 to ids that are no GUIDs, to a body that is no JSON, and to an unknown API version', async () => {
  for (const path of [
    createPath({ ...alice, oid: 'alice' }),
    createPath({ ...alice, tid: 'fabrikam.example' }),
  ])
    expect((await sendSigned('PUT', path, assignment)).status).toBe(400);
  expect((await sendSigned('GET', createPath(alice, 'api-version=2023-10-01'))).status).toBe(400);
  const { access_token } = await harness.controlJson<{ access_token: string }>(
    'GET',
    'identity/token?resource=https://communication.azure.com/',
  );
  const headers = { authorization: `Bearer ${access_token}` };
  const url = harness.emulator.url + createPath(alice);
  expect((await fetch(url, { method: 'PUT', headers, body: '{' })).status).toBe(400);
  expect((await fetch(url, { headers })).status).toBe(200);
});

test('only callers with the access key or a role on the resource may use the assignments', async () => {
  const url = harness.emulator.url + createPath(alice);
  expect((await fetch(url)).status).toBe(401);
  const scope = 'https://communication.azure.com//.default';
  const tokens = [await getEntraToken(), await getEntraToken(erin, { scope, clientId: contosoClientId })];
  for (const token of tokens) {
    const response = await fetch(url, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(401);
  }
  const headers = { authorization: `Bearer ${await getEntraToken(alice, { scope })}` };
  expect((await fetch(url, { headers })).status).toBe(200);
  await harness.control('POST', 'conditions', { user: alice.upn, noRole: true });
  expect((await fetch(url, { headers })).status).toBe(403);
});

test('a person whose assignment is deleted gets no new token, and their earlier ones are revoked', async () => {
  const entraToken = await getEntraToken();
  const { accessToken } = await readExchange(entraToken);
  /** Connects an agent with a token. @returns `welcome`, or the code with which the server closes the socket. */
  const connect = async (token: string): Promise<string | number> => {
    const { socket } = new TestClient(`ws://127.0.0.1:${harness.emulator.port}/signalling`);
    socket.once('open', () => socket.send(JSON.stringify({ t: 'hello', token })));
    const answer = await new Promise<string | number>((resolve) => {
      socket.once('message', (data: Buffer) => resolve((JSON.parse(data.toString()) as { t: string }).t));
      socket.once('close', resolve);
    });
    socket.terminate();
    return answer;
  };
  expect(await connect(accessToken.token)).toBe('welcome');
  await sendSigned('DELETE', createPath(alice));
  expect(await readRefusal(entraToken)).toMatchObject({
    status: 403,
    message: expect.stringMatching(notAssigned) as string,
  });
  expect(await connect(accessToken.token)).toBe(closeCodes.token);
  // Tokens of the same person as a Teams user stay valid.
  const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${alice.upn}`);
  expect(await connect(token)).toBe('welcome');

  await sendSigned('PUT', createPath(alice), assignment);
  expect(await connect((await readExchange(entraToken)).accessToken.token)).toBe('welcome');
  expect(await connect(accessToken.token)).toBe(closeCodes.token);
});

test('the state of the controls lists the assignments, and a reset restores those of the directory', async () => {
  const readNames = async () => {
    const { assignments } = await harness.controlJson<{ assignments: { name: string | null }[] }>(
      'GET',
      'state',
    );
    return assignments.map(({ name }) => name);
  };
  const names = ['Fabrikam hotline', 'Fabrikam support', 'Alice Archer', 'Bob Baker', 'Carol Chen'];
  expect(await readNames()).toEqual(names);
  await sendSigned('DELETE', createPath(alice));
  const unknown = { oid: '11111111-2222-4333-8444-555555555555', tid: alice.tid };
  expect((await sendSigned('PUT', createPath(unknown), assignment)).status).toBe(201);
  expect(await readNames()).toEqual([...names.filter((name) => name !== 'Alice Archer'), null]);
  await harness.control('POST', 'reset');
  expect(await readNames()).toEqual(names);
});
