import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { once } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { appClientId, oid, tenant } from '../fixtures/entra.ts';
import { findFreePort } from '../fixtures/findFreePort.ts';
import { acsKey, startTestService } from '../fixtures/service.ts';
import { createSelfSignedCertificate } from '../fixtures/selfSignedCertificate.ts';
import { setUpService } from '../fixtures/setUpService.ts';
import { createEndlessAnswer, sendJson } from '../fixtures/stub.ts';
import { startTestServer } from '../fixtures/testServer.ts';
import { createAcsExchange } from './acsExchange.ts';
import { createIdentityClient } from './identityClient.ts';

const logEntries: unknown[] = [];
const running = setUpService({}, { log: (...entry) => logEntries.push(entry) });

let testNumber = 0;
let requestCountBefore = 0;
beforeEach(() => {
  requestCountBefore = running.acs.requests.length;
  testNumber += 1;
});
/** @returns how many requests the service has sent to ACS in this test. */
const countAcsRequests = (): number => running.acs.requests.length - requestCountBefore;

const createBody = (teamsToken: string): string => `{"teamsUserAadToken":"${teamsToken}"}`;
type Answer = (response: ServerResponse) => void;
/** Sends one exchange with a new Teams token. @param answer sends the response of ACS */
async function exchangeWithAnswer(answer: Answer) {
  running.acs.answer = (_request, response) => answer(response);
  const response = await running.exchange({ body: createBody(`teams-token-${testNumber}`) });
  const { error } = (await response.json()) as { error: { code: string } };
  return { status: response.status, code: error.code, retryAfter: response.headers.get('retry-after') };
}
const sendAcsError = (response: ServerResponse, status: number, code: string, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { code, message: 'secret-detail' } }));
};

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const inAnHour = inHours(1);

test('S4: the service asks ACS with the verified object id and its own client id, and returns an ACS token for up to 24 hours', async () => {
  let requestBody: unknown;
  const value = { token: 'acs-token', expiresOn: inHours(24) };
  running.acs.answer = (_request, response, body) => {
    requestBody = JSON.parse(body);
    sendJson(response, value);
  };
  const response = await running.exchange({ body: createBody('teams-token') });
  expect([response.status, await response.json()]).toEqual([200, value]);
  expect(requestBody).toEqual({ token: 'teams-token', appId: appClientId, userId: oid });
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test.each<[string, object]>([
  ['no expiry', { token: 't' }],
  ['an expiry in the past', { token: 't', expiresOn: '2020-01-01T00:00:00Z' }],
  ['an expiry 25 hours ahead', { token: 't', expiresOn: inHours(25) }],
  ['an expiry that is not a date', { token: 't', expiresOn: 'soon' }],
  ['an empty token', { token: '', expiresOn: inAnHour }],
  ['a token that is not a string', { token: {}, expiresOn: inAnHour }],
  ['a token of 8 KB and one character', { token: 'x'.repeat(8_193), expiresOn: inAnHour }],
  ['a token with a line break', { token: 'a\r\nb', expiresOn: inAnHour }],
])('S4: the service turns a 200 of ACS with %s into 502', async (_name, value) => {
  const answer = await exchangeWithAnswer((response) => sendJson(response, value));
  expect(answer).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
});

test.each<[string, Answer]>([
  ['HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  ['broken JSON', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"tok')],
])('the service turns %s from ACS into 502 without a second attempt', async (_name, answer) => {
  expect(await exchangeWithAnswer(answer)).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
  expect(countAcsRequests()).toBe(1);
});

test('the service stops reading an answer of ACS that is far longer than a token', async () => {
  const { answer, state } = createEndlessAnswer(Buffer.alloc(65_536, ' '));
  expect(await exchangeWithAnswer(answer)).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
  await vi.waitFor(() => expect(state.isClosed).toBe(true), 2_000);
  // The limit is 64 KiB. The buffers of the sockets may contain a few MB more.
  expect(state.sentBytes).toBeLessThan(20_000_000);
});

test('the service answers 503 within 10 s to an answer of ACS that does not end, and closes the connection', async () => {
  const { answer, state } = createEndlessAnswer(Buffer.from(' '), 100);
  const startedAt = performance.now();
  expect(await exchangeWithAnswer(answer)).toMatchObject({ status: 503, code: 'acs_timeout' });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await vi.waitFor(() => expect(state.isClosed).toBe(true), 2_000);
});

test.each([301, 307])('the service follows no redirect of ACS with %i, and answers 502', async (status) => {
  const target = await startTestServer((_request, response) => sendJson(response, { token: 'stolen' }));
  const answer = await exchangeWithAnswer((response) =>
    response.writeHead(status, { location: target.url }).end(),
  );
  expect(answer).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
  expect(target.requests).toEqual([]);
});

test('if ACS refuses a Teams token without Teams.ManageChats, the service names the permission, and logs no token', async () => {
  running.acs.answer = (_request, response) => sendAcsError(response, 400, 'BadRequest');
  const claims = Buffer.from(JSON.stringify({ scp: 'Teams.ManageCalls' })).toString('base64url');
  const response = await running.exchange({ body: createBody(`head.${claims}.signature`) });
  expect([response.status, await response.json()]).toMatchObject([
    403,
    { error: { code: 'acs_permission_missing', missingPermissions: ['Teams.ManageChats'] } },
  ]);
  expect(JSON.stringify(logEntries)).toContain('status 400, code BadRequest, without Teams.ManageChats');
  expect(JSON.stringify(logEntries)).not.toContain(claims);
});

test.each<[string, string, Answer]>([
  ['500', '60', (response) => sendAcsError(response, 500, 'Oops', { 'retry-after': '3600' })],
  ['408', '5', (response) => sendAcsError(response, 408, 'Oops')],
  ['a broken connection', '5', (response) => response.destroy()],
])(
  'the service retries once after %s, and then answers 503 with Retry-After: %s',
  async (_name, retryAfter, answer) => {
    const expected = { status: 503, code: 'acs_unavailable', retryAfter };
    expect(await exchangeWithAnswer(answer)).toEqual(expected);
    expect(countAcsRequests()).toBe(2);
  },
);

test('if ACS answers 500 once, the service retries and the client gets the token', async () => {
  running.acs.answer = (_request, response) => {
    if (countAcsRequests() === 1) sendAcsError(response, 500, 'Oops');
    else sendJson(response, { token: 'acs-token', expiresOn: inAnHour });
  };
  const response = await running.exchange({ body: createBody('once-more') });
  expect([response.status, countAcsRequests()]).toEqual([200, 2]);
});

test('the service answers 502, and sends no request, if the certificate of ACS has the wrong name', async () => {
  let requestCount = 0;
  const port = await findFreePort();
  const server = createServer(createSelfSignedCertificate(), () => (requestCount += 1));
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const otherService = await startTestService({
    ACS_CONNECTION_STRING: `endpoint=https://127.0.0.1:${port}/;accesskey=${acsKey}`,
  });
  const response = await otherService.exchange();
  expect([response.status, await response.json()]).toMatchObject([502, { error: { code: 'acs_untrusted' } }]);
  expect(requestCount).toBe(0);
  await otherService.close();
  server.close();
});

test('the service calls ACS once for 100 equal requests in a second', async () => {
  running.acs.answer = (_request, response) => {
    setTimeout(() => sendJson(response, { token: 'acs-token', expiresOn: inAnHour }), 20);
  };
  for (let round = 0; round < 4; round += 1) {
    const requests = Array.from({ length: 25 }, () => running.exchange({ body: createBody('same') }));
    for (const { status } of await Promise.all(requests)) expect(status).toBe(200);
  }
  expect(countAcsRequests()).toBe(1);
});

test('the service calls ACS separately for two users with the same Teams token', async () => {
  running.acs.answer = (_request, response, body) => {
    const { userId } = JSON.parse(body) as { userId: string };
    sendJson(response, { token: `for-${userId}`, expiresOn: inAnHour });
  };
  const token = await running.entra.sign({ oid: '55555555-2222-4333-8444-555555555555' });
  const first = await running.exchange({ body: createBody('shared') });
  const second = await running.exchange({ body: createBody('shared'), token });
  expect(await first.json()).not.toEqual(await second.json());
});

const caller = { oid, tid: tenant };
const shared = { clientId: appClientId, consumeQuota: () => Promise.resolve(), deadlineMs: 2_000 };
const timeout = { status: 503, code: 'acs_timeout' };

test('an exchange with an access key ends its request to ACS at the deadline', async () => {
  let response: ServerResponse | undefined;
  const hangingAcs = await startTestServer((_request, unanswered) => (response = unanswered));
  const connectionString = `endpoint=${hangingAcs.url}/;accesskey=${acsKey}`;
  const access = { kind: 'key', endpoint: hangingAcs.url, connectionString } as const;
  const client = createIdentityClient(access, 'https://login.microsoftonline.com');
  const exchange = createAcsExchange({ ...shared, client, signsIn: false });
  await expect(exchange(caller, 'teams-token')).rejects.toMatchObject(timeout);
  await vi.waitFor(() => expect(response?.destroyed).toBe(true), 2_000);
});

test('an exchange with an identity of the service ends the sign-in at the deadline', async () => {
  const getTokenForTeamsUser = vi.fn(() => new Promise<never>(() => {}));
  const exchange = createAcsExchange({ ...shared, client: { getTokenForTeamsUser } });
  await expect(exchange(caller, 'teams-token')).rejects.toMatchObject(timeout);
  expect(getTokenForTeamsUser).toHaveBeenCalledWith(
    expect.objectContaining({ abortSignal: expect.objectContaining({ aborted: true }) }),
  );
});
