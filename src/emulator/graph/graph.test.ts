import { expect, test } from 'vitest';
import { signInToGraph, json, readRefusal } from '../testing/signInToGraph.ts';
import { personOf, signIn } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator({ consent: 'everything' });
const alice = 'alice@fabrikam.example';
const bob = personOf('bob@fabrikam.example');

const requestMe = (token?: string) =>
  fetch(`${harness.emulator.url}/v1.0/me`, { headers: token ? { authorization: `Bearer ${token}` } : {} });

test('Graph answers 401 to a request without a token, and to a token for another API', async () => {
  expect((await requestMe()).status).toBe(401);
  const { access_token } = await signIn({ url: harness.emulator.url }, alice);
  expect(await readRefusal(requestMe(access_token))).toBe('401 InvalidAuthenticationToken');
});

test('if a token lacks the permission, Graph answers 403 with the error code of the service behind Graph', async () => {
  const graph = await signInToGraph(harness, alice, 'User.Read');
  const expectedCodes = [
    [`/users/${bob.oid}`, 'Authorization_RequestDenied'],
    [`/users/${bob.oid}/manager`, 'Authorization_RequestDenied'],
    ['/me/contacts', 'ErrorAccessDenied'],
    ['/me/calendarView', 'ErrorAccessDenied'],
    [`/users/${bob.oid}/photo/$value`, 'ErrorAccessDenied'],
    ['/me/people', 'ErrorAccessDenied'],
    [`/users/${bob.oid}/presence`, 'Forbidden'],
  ] as const;
  for (const [path, code] of expectedCodes) expect(await readRefusal(graph(path))).toBe(`403 ${code}`);
  const schedule = graph('/me/calendar/getSchedule', { method: 'POST', body: {} });
  expect(await readRefusal(schedule)).toBe('403 ErrorAccessDenied');
  const meeting = await graph('/me/onlineMeetings', { method: 'POST', body: {} });
  expect(meeting.status).toBe(403);
  expect((await json(meeting)).error?.message).toContain("one of 'OnlineMeetings.ReadWrite'");
});

test('Graph answers 404 to an unknown path, with a request id', async () => {
  const graph = await signInToGraph(harness, alice);
  const response = await graph('/me/drive/root');
  expect(response.status).toBe(404);
  expect(await json(response)).toMatchObject({
    error: {
      code: 'ResourceNotFound',
      message: expect.stringContaining('GET /v1.0/me/drive/root') as string,
      innerError: { 'request-id': expect.any(String) as string, date: expect.any(String) as string },
    },
  });
});

test('a test can make Graph answer 429 with Retry-After, for a number of requests', async () => {
  const graph = await signInToGraph(harness, alice);
  const throttleGraph = { times: 1, retryAfterSeconds: 3 };
  await harness.control('POST', 'conditions', { user: alice, throttleGraph });
  const response = await graph('/me');
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await graph('/me')).status).toBe(200);
});

test('a test can make Graph answer late, for one user', async () => {
  const graphOfAlice = await signInToGraph(harness, alice);
  const graphOfBob = await signInToGraph(harness, bob.upn);
  await harness.control('POST', 'conditions', { user: alice, delayGraphMs: 300 });
  const answers: string[] = [];
  const startedAt = performance.now();
  await Promise.all([
    graphOfAlice('/me').then(() => answers.push('Alice')),
    graphOfBob('/me').then(() => answers.push('Bob')),
  ]);
  expect(answers).toEqual(['Bob', 'Alice']);
  expect(performance.now() - startedAt).toBeGreaterThan(290);
});

test('after a revocation only a client with cp1 gets a claims challenge; other clients’ tokens work until they expire', async () => {
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
  const { access_token } = await signIn(
    { url: harness.emulator.url, scope: 'openid User.Read', extra: { claims }, tokenExtra: { claims } },
    alice,
  );
  const graphOfPlainClient = await signInToGraph(harness, alice);
  await harness.control('POST', 'revoke', { user: alice });
  const challengedResponse = await requestMe(access_token);
  expect(challengedResponse.status).toBe(401);
  const header = challengedResponse.headers.get('www-authenticate') ?? '';
  expect(header).toContain('error="insufficient_claims"');
  const demandedClaims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString();
  expect(JSON.parse(demandedClaims)).toMatchObject({ access_token: { nbf: { essential: true } } });
  expect((await graphOfPlainClient('/me')).status).toBe(200);
  const graphAfterNewSignIn = await signInToGraph(harness, alice);
  expect((await graphAfterNewSignIn('/me')).status).toBe(200);
});

test('Graph answers each request of a batch separately, and sends photos as base64', async () => {
  const graph = await signInToGraph(harness, alice);
  const urls = ['bob', 'carol'].map((name) => `/users/${name}@fabrikam.example/photos/48x48/$value`);
  const body = { requests: ['/me', ...urls].map((url, index) => ({ id: `${index}`, method: 'GET', url })) };
  const { responses } = (await (await graph('/$batch', { method: 'POST', body })).json()) as {
    responses: { id: string; status: number; body: unknown }[];
  };
  expect(responses.map(({ id, status }) => `${id}: ${status}`)).toEqual(['0: 200', '1: 200', '2: 404']);
  expect(responses[0]?.body).toMatchObject({ displayName: 'Alice Archer' });
  expect(Buffer.from(String(responses[1]?.body), 'base64').toString()).toContain('<svg');
});

test('Graph refuses an empty batch, a batch in a batch, a long address, and deeply nested JSON', async () => {
  const graph = await signInToGraph(harness, alice);
  const nested: unknown = JSON.parse('['.repeat(500) + ']'.repeat(500));
  const refusedBatches = [
    [],
    [{ id: '1', method: 'POST', url: '/$batch' }],
    [{ id: '1', method: 'GET', url: `/users?${'x'.repeat(9_000)}` }],
    [{ id: '1', method: 'POST', url: '/chats', body: nested }],
  ];
  for (const requests of refusedBatches)
    expect((await graph('/$batch', { method: 'POST', body: { requests } })).status).toBe(400);
});
