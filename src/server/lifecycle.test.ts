import { afterEach, expect, test } from 'vitest';
import { oid, tenant } from './fixtures/entra.ts';
import { acsKey, startTestService, type TestService } from './fixtures/service.ts';
import { sendJson } from './fixtures/stub.ts';
import { createLog } from './log.ts';
import { SettingsError, startService } from './startService.ts';

let running: TestService | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});
const soon = new Date(Date.now() + 3_600_000).toISOString();

test('answers a running request before it closes the port', async () => {
  running = await startTestService();
  const { acs, service } = running;
  let arrived = (): void => {};
  const asked = new Promise<void>((resolve) => (arrived = resolve));
  acs.answer = (_request, response) => {
    arrived();
    setTimeout(() => sendJson(response, { token: 'artifact-4', expiresOn: soon }), 300);
  };
  const answer = running.exchange();
  await asked;
  const closed = service.close();
  expect((await answer).status).toBe(200);
  await closed;
  await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
});

test('is live but not ready while the signing keys cannot be fetched', async () => {
  running = await startTestService();
  const authority = 'http://127.0.0.1:9';
  const other = await startTestService({ ENTRA_AUTHORITY: authority });
  expect((await fetch(`${other.service.url}/health/ready`)).status).toBe(503);
  expect((await fetch(`${other.service.url}/health/live`)).status).toBe(200);
  await other.close();
});

test('refuses to start with wrong settings, and reports every fault and no secret', async () => {
  const started = startService({ port: 0, env: { ACS_CONNECTION_STRING: `accesskey=${acsKey}`, PORT: 'x' } });
  const error = await started.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SettingsError);
  const { message } = error as SettingsError;
  expect(message.split('\n')).toHaveLength(4);
  expect(message).not.toContain(acsKey);
});

test('S5: logs every refusal of an authenticated caller with the same pseudonym, and other refusals without one', async () => {
  const lines: string[] = [];
  running = await startTestService(
    { REQUIRED_AUTH_CONTEXT: 'c1', LOG_KEY: 'a key of thirty-two characters, or more' },
    createLog('info', (line) => lines.push(line)),
  );
  const { acs, entra } = running;
  const acrs = ['c1'];
  const good = await entra.sign({ acrs });
  const stranger = '99999999-2222-4333-8444-555555555555';
  const cases: [string, { token?: string; body?: string }][] = [
    ['exchanged', { token: good }],
    ['acs_refused', { token: good, body: '{"teamsUserAadToken":"refused"}' }],
    ['body_invalid', { token: good, body: '{"x":1}' }],
    ['insufficient_claims', { token: await entra.sign() }],
    ['scope_missing', { token: await entra.sign({ acrs, scp: 'User.Read' }) }],
    ['client_not_allowed', { token: await entra.sign({ acrs, azp: stranger }) }],
    [
      'tenant_not_allowed',
      { token: await entra.sign({ tid: stranger, iss: `${entra.keys.url}/${stranger}/v2.0` }) },
    ],
    ['invalid_token', { token: `${good}x` }],
  ];
  acs.answer = (_request, response, body) =>
    body.includes('refused')
      ? sendJson(response, { error: { code: 'Forbidden' } }, 403)
      : sendJson(response, { token: 'artifact-4', expiresOn: soon });
  for (const [, init] of cases) await running.exchange(init);
  const logged = lines
    .map((line) => JSON.parse(line) as { event: string; code?: string; person?: string })
    .filter(({ event }) => event === 'exchanged' || event === 'refused');
  expect(logged.map(({ event, code }) => code ?? event)).toEqual(cases.map(([name]) => name));
  const people = logged.map(({ person }) => person);
  const [alice] = people;
  expect(alice).toMatch(/^[\da-f]{16}$/);
  expect(people.slice(0, 6)).toEqual(Array(6).fill(alice));
  // The same object id in another tenant is another user.
  expect(people[6]).toMatch(/^[\da-f]{16}$/);
  expect(people[6]).not.toBe(alice);
  expect(people[7]).toBeUndefined();
  expect(lines.join('')).not.toContain(oid);
});

test('never logs a token, key or identity, whatever the outcome', async () => {
  const lines: string[] = [];
  running = await startTestService(
    {},
    createLog('info', (line) => lines.push(line)),
  );
  const { acs, entra } = running;
  const artifact1 = 'canary-artifact-1';
  const body = (index: number): string => `{"teamsUserAadToken":"${artifact1}-${index}"}`;
  const token = await entra.sign();
  const answers: ((response: import('node:http').ServerResponse) => void)[] = [
    (response) => sendJson(response, { token: 'canary-artifact-4', expiresOn: soon }),
    (response) => sendJson(response, { error: { code: 'canary-code', message: 'canary' } }, 403),
    (response) => response.destroy(),
    (response) => response.end('canary'),
  ];
  const statuses: number[] = [];
  for (const [index, answer] of answers.entries()) {
    acs.answer = (_request, response) => answer(response);
    statuses.push((await running.exchange({ token, body: body(index) })).status);
  }
  statuses.push((await running.exchange({ token: `${token}x` })).status);
  statuses.push((await running.exchange({ token, body: '{"canary":1}' })).status);
  expect(statuses).toEqual([200, 403, 503, 502, 401, 400]);
  const log = lines.join('');
  expect(log.match(/"event":"(?:exchanged|refused)"/g)).toHaveLength(6);
  for (const secret of [
    artifact1,
    'canary-artifact-4',
    token.slice(0, 40),
    token.slice(-40),
    acsKey,
    oid,
    tenant,
  ]) {
    expect(log).not.toContain(secret);
  }
});
