import { expect, test } from 'vitest';
import * as z from 'zod';
import { createEmulatorApp } from '../app.ts';
import { signIn } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { createOpenApiDocument, routes, type JsonSchema } from './document.ts';
import type { Route } from './route.ts';

const harness = setUpEmulator();
const document = createOpenApiDocument('http://localhost:5174');
const alice = 'alice@fabrikam.example';
const aliceId = 'a0000000-0000-4000-8000-00000000000a';

const findOperation = (method: Route['method'], path: string) => {
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

test('the document has every route of the emulator, and no other route', () => {
  // This test only lists the routes, so most of what they work with does not matter.
  const state = { entra: {}, exchange: {}, graph: { now: Date.now }, controls: { secret: 'x' } };
  const app = createEmulatorApp(5174, state as unknown as Parameters<typeof createEmulatorApp>[1]);
  const existing = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => {
      const openApiPath = path
        .replace('/teamsUser/:action', '/teamsUser/{exchange}')
        .replace(/:(\w+)/g, '{$1}');
      return `${method} ${openApiPath.replace('{exchange}', ':exchangeAccessToken')}`;
    });
  const documented = routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(documented.toSorted()).toEqual([...new Set(existing)].toSorted());
});

test.each(
  routes.filter(({ body }) => body).map((route) => [`${route.method} ${route.path}`, route] as const),
)('the example of %s matches the schema of its body', (name, { method, path }) => {
  for (const { schema, example } of Object.values(findOperation(method, path).requestBody?.content ?? {}))
    expectMatch(schema, example, name);
});

/** Sends a request, and checks that the answer has a status and a form of the document. @returns the answer's body. */
async function send(
  method: Route['method'],
  path: string,
  init: { address?: string; headers?: Record<string, string>; body?: unknown; form?: URLSearchParams } = {},
): Promise<unknown> {
  const { address = path, headers = {}, body, form } = init;
  const operation = findOperation(method, path);
  const response = await fetch(harness.emulator.url + address, {
    method: method.toUpperCase(),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form && { body: form }),
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
  await harness.controlJson('POST', 'act', {
    as: 'bob@fabrikam.example',
    act: 'join',
    meeting: { meetingId: '201000000001', passcode: 'open01' },
  });
  const controls = routes.filter(({ tag }) => tag === 'Controls');
  for (const { method, path, body } of controls.filter(
    ({ path }) => !path.includes('{') && path !== '/emulator/reset',
  )) {
    const query =
      path === '/emulator/token'
        ? `?user=${alice}`
        : path.endsWith('identity/token')
          ? '?resource=https://communication.azure.com'
          : '';
    await send(method, path, { address: path + query, headers, ...(body && { body: body.example }) });
  }
  const scenario = await send('post', '/emulator/scenarios/{name}', {
    address: '/emulator/scenarios/busy',
    headers,
    body: { user: alice },
  });
  expect(scenario).toMatchObject({ scenario: 'busy' });
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
  for (const { method, path, body } of routes.filter(({ tag }) => tag === 'Graph')) {
    const id = path.includes('/chats/') ? encodeURIComponent(chatId) : aliceId;
    const query = path.endsWith('calendarView')
      ? '?startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-01-02T00:00:00Z'
      : '';
    const address = path.replace('{id}', id).replace('{size}', '48x48') + query;
    const answer = await send(method, path, { address, headers, ...(body && { body: body.example }) });
    if (path === '/v1.0/chats') chatId = (answer as { id: string }).id;
  }
  expect(await send('get', '/v1.0/me')).toHaveProperty('error.code');
});

test('the answers of Entra and of the other routes have the form of the document', async () => {
  const tokens = await signIn({ url: harness.emulator.url }, alice);
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'ca000000-0000-4000-8000-0000000000ca',
    refresh_token: tokens.refresh_token,
  });
  await send('post', '/{tenant}/oauth2/v2.0/token', { address: '/organizations/oauth2/v2.0/token', form });
  await send('post', '/{tenant}/oauth2/v2.0/token', {
    address: '/organizations/oauth2/v2.0/token',
    form: new URLSearchParams(),
  });
  const pages = routes.filter(
    ({ tag, method }) => method === 'get' && (tag === 'Entra' || tag === 'Scripts and pages'),
  );
  for (const { method, path } of pages.filter(
    ({ path }) => !/authorize|adminconsent|(calling|common|controls)\.js/.test(path),
  ))
    await send(method, path, { address: path.replace('{tenant}', 'organizations') });
  expect(await send('post', '/teamsUser/:exchangeAccessToken', { body: {} })).toHaveProperty('error.code');
});

test('the emulator serves the document to pages of accepted origins, without the secret', async () => {
  const origin = 'http://localhost:8000';
  const response = await fetch(`${harness.emulator.url}/openapi.json`, { headers: { origin } });
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  expect(await response.json()).toEqual(
    JSON.parse(JSON.stringify(createOpenApiDocument(harness.emulator.url))),
  );
});
