import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { oid, tenant } from './fixtures/entra.ts';
import { acsKey, startTestService, type TestService } from './fixtures/service.ts';
import { sendJson } from './fixtures/stub.ts';
import { createLog } from './log.ts';
import { SettingsError, startService } from './startService.ts';

let testService: TestService | null = null;
afterEach(async () => {
  await testService?.close();
  testService = null;
});
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

test('the service answers a running request before it closes the port', async () => {
  testService = await startTestService();
  const { acs, service } = testService;
  acs.answer = (_request, response) =>
    void setTimeout(() => sendJson(response, { token: 'acs-token', expiresOn: inAnHour }), 300);
  const pendingResponse = testService.exchange();
  await vi.waitFor(() => expect(acs.requests).toHaveLength(1), { timeout: 5_000, interval: 5 });
  const serviceClosed = service.close();
  expect((await pendingResponse).status).toBe(200);
  await serviceClosed;
  await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
});

test('a service that ends asks each client to close its connection, and answers one that sends meanwhile', async () => {
  testService = await startTestService({ DRAIN_DELAY_SECONDS: '0' });
  const { service } = testService;
  const request = 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n';
  /** Sends a request on a connection. @returns the answer */
  const ask = async (socket: Socket): Promise<string> => {
    socket.write(request);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return String(answer);
  };
  const [busySocket, idleSocket] = [connect(service.port, '127.0.0.1'), connect(service.port, '127.0.0.1')];
  for (const socket of [busySocket, idleSocket])
    expect(await ask(socket)).toMatch(/^HTTP\/1\.1 200 [^]*connection: keep-alive/i);
  const serviceClosed = service.close({ announce: true });
  expect(await ask(busySocket)).toMatch(/^HTTP\/1\.1 200 [^]*connection: close/i);
  // The port is closed, and this client has not noticed yet.
  await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
  expect(await ask(idleSocket)).toMatch(/^HTTP\/1\.1 200 [^]*connection: close/i);
  await serviceClosed;
});

test('the service is live but not ready while the signing keys cannot be fetched', async () => {
  testService = await startTestService({ ENTRA_AUTHORITY: 'http://127.0.0.1:9' });
  const { url } = testService.service;
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
});

test('the service refuses to start with wrong settings, and reports every fault and no secret', async () => {
  const start = startService({ port: 0, env: { ACS_CONNECTION_STRING: `accesskey=${acsKey}`, PORT: 'x' } });
  await expect(start).rejects.toThrow(SettingsError);
  const message = String(await start.catch((error: unknown) => error));
  // Two settings are wrong, and two are missing: API_CLIENT_ID and ALLOWED_TENANTS.
  expect([message.split('\n').length, message.includes(acsKey)]).toEqual([4, false]);
});

test('S5: the log has the same pseudonym for all refusals of an authenticated caller, none for other refusals, and never a token, key or identity', async () => {
  const lines: string[] = [];
  const env = { REQUIRED_AUTH_CONTEXT: 'c1', LOG_KEY: 'a key of thirty-two characters, or more' };
  const writeLog = createLog('info', (line) => lines.push(line));
  testService = await startTestService(env, writeLog);
  const { acs, entra } = testService;
  const acrs = ['c1'];
  const validToken = await entra.sign({ acrs });
  const otherId = '99999999-2222-4333-8444-555555555555';
  const otherIssuer = `${entra.keyServer.url}/${otherId}/v2.0`;
  const createBody = (teamsToken: string) => `{"teamsUserAadToken":"canary-${teamsToken}"}`;
  /** Each row: the error code or event that the log must contain, and the request that causes it. */
  const cases: [string, { token?: string; body?: string }][] = [
    ['exchanged', { body: createBody('valid') }],
    ['acs_refused', { body: createBody('refused') }],
    ['acs_unavailable', { body: createBody('broken') }],
    ['acs_answer_invalid', { body: createBody('nonsense') }],
    ['body_invalid', { body: '{"canary":1}' }],
    ['insufficient_claims', { token: await entra.sign() }],
    ['scope_missing', { token: await entra.sign({ acrs, scp: 'User.Read' }) }],
    ['client_not_allowed', { token: await entra.sign({ acrs, azp: otherId }) }],
    ['tenant_not_allowed', { token: await entra.sign({ tid: otherId, iss: otherIssuer }) }],
    ['invalid_token', { token: `${validToken}x` }],
  ];
  acs.answer = (_request, response, body) => {
    if (body.includes('refused'))
      sendJson(response, { error: { code: 'Forbidden', message: 'canary' } }, 403);
    else if (body.includes('broken')) response.destroy();
    else if (body.includes('nonsense')) response.end('canary');
    else sendJson(response, { token: 'canary-acs-token', expiresOn: inAnHour });
  };
  for (const [, init] of cases) await testService.exchange({ token: validToken, ...init });
  const entries = lines
    .map((line) => JSON.parse(line) as { event: string; code?: string; person?: string })
    .filter(({ event }) => event === 'exchanged' || event === 'refused');
  expect(entries.map(({ event, code }) => code ?? event)).toEqual(cases.map(([name]) => name));
  const pseudonyms = entries.map(({ person }) => person);
  // The first eight requests come from the same user. The same object id in another tenant is another user.
  const [user] = pseudonyms;
  const [otherUser, nobody] = pseudonyms.slice(8);
  expect(pseudonyms.slice(0, 8)).toEqual(Array(8).fill(user));
  for (const pseudonym of [user, otherUser]) expect(pseudonym).toMatch(/^[\da-f]{16}$/);
  expect([otherUser === user, nobody]).toEqual([false, undefined]);
  const secrets = ['canary', validToken.slice(0, 40), validToken.slice(-40), acsKey, oid, tenant];
  expect(secrets.filter((secret) => lines.join('').includes(secret))).toEqual([]);
});
