import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { openHouse } from '../testing/commandClients.ts';
import { contosoClientId, signIn } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import type { JsonSchema, OpenApiDocument, Operation } from './document.ts';

const harness = setUpEmulator();
const alice = 'alice@fabrikam.example';
const aliceId = 'a0000000-0000-4000-8000-00000000000a';

let document: OpenApiDocument;
beforeEach(async () => {
  const response = await fetch(`${harness.emulator.url}/openapi.json`);
  document = (await response.json()) as OpenApiDocument;
});

/** Lists the operations of a group, with the example of the body. */
const listOperations = (tag: string) =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { tags }]) => tags.includes(tag))
      .map(([method, { requestBody }]) => {
        const [content] = Object.values(requestBody?.content ?? {});
        return { method, path, schema: content?.schema, example: content?.example };
      }),
  );
const findOperation = (method: string, path: string): Operation => {
  const operation = document.paths[path]?.[method];
  if (!operation) throw new Error(`The document has no ${method} ${path}.`);
  return operation;
};
/** Fails if a value does not match a schema of the document. */
function expectMatch(schema: JsonSchema | undefined, value: unknown, what: string): void {
  if (!schema) throw new Error(`The document has no schema for ${what}.`);
  const { error } = z.fromJSONSchema(schema).safeParse(value);
  expect(error && `${what}: ${z.prettifyError(error)}`).toBeUndefined();
}

test('no route of the emulator is added without a description', () => {
  const folder = resolve(import.meta.dirname, '..');
  const addition = /\b(app|Hono<EmulatorEnv>\(\))\.(get|post|put|patch|delete|on)\(/;
  const filesWithAdditions = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => addition.test(readFileSync(join(folder, file), 'utf8')));
  expect(filesWithAdditions).toEqual([join('http', 'addRoute.ts')]);
});

test('every example of a body matches its schema', () => {
  const operations = document.tags.flatMap(({ name }) => listOperations(name)).filter(({ schema }) => schema);
  expect(operations.length).toBeGreaterThan(25);
  for (const { method, path, schema, example } of operations) expectMatch(schema, example, method + path);
});

/** Sends a request, and checks that the answer has a status and a form of the document. @returns the answer's body. */
async function send(
  method: string,
  path: string,
  init: { address?: string; headers?: Record<string, string>; body?: unknown; form?: URLSearchParams } = {},
): Promise<unknown> {
  const { address = path, headers = {}, body, form } = init;
  const operation = findOperation(method, path);
  const response = await fetch(harness.emulator.url + address, {
    method: method.toUpperCase(),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: form ?? JSON.stringify(body),
  });
  const answer = operation.responses[response.status] ?? operation.responses['default'];
  const text = await response.text();
  if (!answer) throw new Error(`${method} ${address}: ${response.status} is not in the document. ${text}`);
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? [];
  if (type !== undefined) expect(response.headers.get('content-type')).toContain(type);
  if (content?.schema) expectMatch(content.schema, JSON.parse(text), `${method} ${address}`);
  return content?.schema ? JSON.parse(text) : text;
}

test('the answers of the controls to the examples have the form of the document', async () => {
  const headers = { 'x-emulator-secret': harness.emulator.secret };
  await harness.connectClient(alice);
  await harness.controlJson('POST', 'agents', { user: 'bob@fabrikam.example', answer: 'accept' });
  await harness.controlJson('POST', 'act', { as: 'bob@fabrikam.example', act: 'join', meeting: openHouse });
  for (const { method, path, example: body } of listOperations('Controls')) {
    if (path.includes('{') || path === '/emulator/reset') continue;
    // Two controls need one of these parameters, and the others ignore them.
    const query = `?user=${alice}&resource=https://communication.azure.com`;
    await send(method, path, { address: path + query, headers, body });
  }
  const scenario = { address: '/emulator/scenarios/busy', headers, body: { user: alice } };
  expect(await send('post', '/emulator/scenarios/{name}', scenario)).toMatchObject({ scenario: 'busy' });
  const [agent] = await harness.controlJson<{ agent: string }[]>('GET', 'agents');
  await send('delete', '/emulator/agents/{agent}', { address: `/emulator/agents/${agent?.agent}`, headers });
  const [call] = await harness.controlJson<{ call: string }[]>('GET', 'calls');
  await send('delete', '/emulator/calls/{call}', { address: `/emulator/calls/${call?.call}`, headers });
  await send('post', '/emulator/reset', { headers });
  // Refusals have the form of the document, too.
  expect(await send('get', '/emulator/token', { headers })).toHaveProperty('error');
  expect(await send('get', '/emulator/clock')).toHaveProperty('error');
});

test('the answers of Graph have the form of the document', async () => {
  const scope =
    'openid User.Read User.ReadBasic.All User.Read.All People.Read Presence.Read.All Presence.ReadWrite Chat.Create Chat.ReadWrite Chat.Read ChatMessage.Send Calendars.Read Contacts.Read OnlineMeetings.ReadWrite';
  const { access_token } = await signIn({ url: harness.emulator.url, scope }, alice);
  const headers = { authorization: `Bearer ${access_token}` };
  let chatId = '';
  for (const { method, path, example: body } of listOperations('Graph')) {
    const id = path.includes('/chats/') ? encodeURIComponent(chatId) : aliceId;
    const query = path.endsWith('calendarView')
      ? '?startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-01-02T00:00:00Z'
      : '';
    const address = path.replace('{id}', id).replace('{size}', '48x48') + query;
    const answer = await send(method, path, { address, headers, body });
    if (path === '/v1.0/chats') chatId = (answer as { id: string }).id;
  }
  expect(await send('get', '/v1.0/me')).toHaveProperty('error.code');
});

test('the answers of Teams Phone extensibility have the form of the document', async () => {
  const tokenPath = 'identity/token?resource=https://communication.azure.com';
  const { access_token } = await harness.controlJson<{ access_token: string }>('GET', tokenPath);
  const headers = { authorization: `Bearer ${access_token}` };
  const path = '/access/teamsExtension/tenants/{tenantId}/assignments/{objectId}';
  const tenantId = harness.emulator.directory.tenants[0].id;
  const query = '?api-version=2025-06-30';
  const address = path.replace('{tenantId}', tenantId).replace('{objectId}', aliceId) + query;
  const body = findOperation('put', path).requestBody?.content['application/json']?.example;
  expect(await send('get', path, { address, headers })).toMatchObject({ objectId: aliceId, tenantId });
  // It first replaces the assignment (200), and then creates one (201).
  await send('put', path, { address, headers, body });
  expect(await send('delete', path, { address, headers })).toBe('');
  await send('put', path, { address, headers, body });
  expect(await send('get', path, { address })).toHaveProperty('error.code');

  const exchange = '/access/teamsExtension/:exchangeAccessToken';
  const scope = 'https://auth.msft.communication.azure.com/TeamsExtension.ManageCalls';
  const clientId = 'fa000000-0000-4000-8000-0000000000fa';
  const attempt = { url: harness.emulator.url, tenant: tenantId, clientId, scope };
  const { access_token: agentToken } = await signIn(attempt, alice);
  const request = { address: exchange + query, headers: { authorization: `Bearer ${agentToken}` }, body: {} };
  expect(await send('post', exchange, request)).toHaveProperty('accessToken.token');
  expect(await send('post', exchange, { body: {} })).toHaveProperty('error.code');
});

test('the answers about ACS users have the form of the document', async () => {
  const tokenPath = 'identity/token?resource=https://communication.azure.com';
  const { access_token } = await harness.controlJson<{ access_token: string }>('GET', tokenPath);
  const headers = { authorization: `Bearer ${access_token}` };
  const query = '?api-version=2025-03-02-preview';
  const body = { customId: 'ann', createTokenWithScopes: ['voip'] };
  const created = await send('post', '/identities', { address: `/identities${query}`, headers, body });
  const { id } = (created as { identity: { id: string } }).identity;
  for (const [method, path] of [
    ['get', '/identities/{id}'],
    ['post', '/identities/{id}/:issueAccessToken'],
    ['post', '/identities/{id}/:revokeAccessTokens'],
    ['delete', '/identities/{id}'],
  ] as const) {
    const address = path.replace('{id}', encodeURIComponent(id)) + query;
    await send(method, path, { address, headers, ...(method === 'post' && { body: { scopes: ['voip'] } }) });
  }
  expect(await send('post', '/identities', { body: {} })).toHaveProperty('error.code');
});

test('the answers of Entra and of the other routes have the form of the document', async () => {
  const { refresh_token } = await signIn({ url: harness.emulator.url }, alice);
  const renewal = { grant_type: 'refresh_token', client_id: contosoClientId, refresh_token };
  const address = '/organizations/oauth2/v2.0/token';
  for (const form of [new URLSearchParams(renewal), new URLSearchParams()])
    await send('post', '/{tenant}/oauth2/v2.0/token', { address, form });
  const omittedPaths = /authorize|adminconsent|(calling|common|controls)\.js/;
  for (const { method, path } of [...listOperations('Entra'), ...listOperations('Scripts and pages')])
    if (method === 'get' && !omittedPaths.test(path))
      await send(method, path, { address: path.replace('{tenant}', 'organizations') });
  expect(await send('post', '/teamsUser/:exchangeAccessToken', { body: {} })).toHaveProperty('error.code');
});
