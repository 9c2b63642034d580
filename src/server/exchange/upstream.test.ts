import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acsKey, startTestService, type TestService } from '../fixtures/service.ts';
import { createSelfSignedCertificate } from '../fixtures/selfSignedCertificate.ts';
import { sendJson, startStub } from '../fixtures/stub.ts';

let testService: TestService;
const logEntries: unknown[] = [];
beforeAll(async () => {
  testService = await startTestService({}, (...entry) => logEntries.push(entry));
});
afterAll(() => testService.close());

let testNumber = 0;
let requestCountBefore = 0;
beforeEach(() => {
  requestCountBefore = testService.acs.requests.length;
  testNumber += 1;
});
/** @returns how many requests the service has sent to ACS in this test. */
const countAcsRequests = (): number => testService.acs.requests.length - requestCountBefore;

/** Sends one exchange with a new Teams token. @param answer sends the response of ACS */
async function exchangeWithAnswer(answer: (response: ServerResponse) => void) {
  testService.acs.answer = (_request, response) => answer(response);
  const response = await testService.exchange({ body: `{"teamsUserAadToken":"teams-token-${testNumber}"}` });
  const { error } = (await response.json()) as { error: { code: string } };
  return { status: response.status, code: error.code, retryAfter: response.headers.get('retry-after') };
}
const sendAcsError = (response: ServerResponse, status: number, code: string, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { code, message: 'secret-detail' } }));
};
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

test.each<[string, (response: ServerResponse) => void]>([
  ['200 with {}', (response) => sendJson(response, {})],
  [
    '200 with a past expiry',
    (response) => sendJson(response, { token: 't', expiresOn: '2020-01-01T00:00:00Z' }),
  ],
  ['200 with an empty token', (response) => sendJson(response, { token: '', expiresOn: inAnHour })],
  [
    '200 with a token that is not a string',
    (response) => sendJson(response, { token: {}, expiresOn: inAnHour }),
  ],
  ['200 with no expiry', (response) => sendJson(response, { token: 't' })],
  ['200 with HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  [
    '200 with broken JSON',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"tok'),
  ],
  ['404', (response) => sendAcsError(response, 404, 'NotFound')],
])('the service turns %s from ACS into 502 without a second attempt', async (_name, answer) => {
  expect(await exchangeWithAnswer(answer)).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
  expect(countAcsRequests()).toBe(1);
});

const formatFutureDate = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();
const dayMs = 86_400_000;
test.each<[string, object]>([
  ['an expiry two days ahead', { token: 't', expiresOn: formatFutureDate(2 * dayMs) }],
  ['an expiry 25 hours ahead', { token: 't', expiresOn: formatFutureDate(25 * 3_600_000) }],
  ['an expiry in the year 9999', { token: 't', expiresOn: '9999-12-31T23:59:59Z' }],
  ['an expiry that is not a date', { token: 't', expiresOn: 'soon' }],
  ['a token of 1 MB', { token: 'x'.repeat(1_000_000), expiresOn: inAnHour }],
  ['a token of 8 KB and one character', { token: 'x'.repeat(8_193), expiresOn: inAnHour }],
  ['a token with a line break', { token: 'a\r\nb', expiresOn: inAnHour }],
  ['a token with a space', { token: 'a b', expiresOn: inAnHour }],
])('S4: the service turns a response of ACS with %s into 502', async (_name, value) => {
  const answer = await exchangeWithAnswer((response) => sendJson(response, value));
  expect(answer).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
});

test('S4: the service passes on a token with the longest lifetime of ACS, 24 hours', async () => {
  const expiresOn = formatFutureDate(dayMs);
  testService.acs.answer = (_request, response) => sendJson(response, { token: 't', expiresOn });
  const response = await testService.exchange({ body: '{"teamsUserAadToken":"a-day"}' });
  expect(await response.json()).toEqual({ token: 't', expiresOn });
});

test.each([301, 302, 307, 308])(
  'if ACS redirects with %i, the service answers 502, and does not follow the redirect',
  async (status) => {
    const redirectTarget = await startStub((_request, response) =>
      sendJson(response, { token: 'stolen', expiresOn: inAnHour }),
    );
    const answer = await exchangeWithAnswer((response) =>
      response.writeHead(status, { location: redirectTarget.url }).end(),
    );
    expect(answer).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
    expect(redirectTarget.requests).toEqual([]);
    await redirectTarget.close();
  },
);

test.each<[string, Record<string, string>, string]>([
  ['2 s', { 'retry-after': '2' }, '2'],
  ['3600 s', { 'retry-after': '3600' }, '60'],
  ['a date an hour ahead', { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }, '60'],
  ['nonsense', { 'retry-after': 'soon' }, '5'],
  ['none', {}, '5'],
])(
  'the service passes on a 429 with a Retry-After of %s at once, and limits Retry-After to 60 s',
  async (_name, headers, expected) => {
    const answer = await exchangeWithAnswer((response) =>
      sendAcsError(response, 429, 'TooManyRequests', headers),
    );
    expect(answer).toEqual({ status: 429, code: 'acs_throttled', retryAfter: expected });
    // A retry would have sent a second request.
    expect(countAcsRequests()).toBe(1);
  },
);

test.each([
  [400, 'BadRequest', 'acs_refused'],
  [401, 'InvalidToken', 'acs_token_refused'],
  [403, 'Forbidden', 'acs_refused'],
])(
  'X14: if ACS refuses the Teams token with %i %s, the service answers 403 %s, and not 401, because the caller token is valid',
  async (status, code, expectedCode) => {
    const answer = await exchangeWithAnswer((response) => sendAcsError(response, status, code));
    expect(answer).toMatchObject({ status: 403, code: expectedCode });
    expect(countAcsRequests()).toBe(1);
  },
);

test.each([
  [400, 'BadRequest'],
  [401, 'InvalidToken'],
  [403, 'Forbidden'],
])(
  'if ACS refuses a Teams token without Teams.ManageChats with %i, the service names the permission, and logs no token',
  async (status, code) => {
    testService.acs.answer = (_request, response) => sendAcsError(response, status, code);
    const claims = Buffer.from(JSON.stringify({ scp: 'Teams.ManageCalls', test: testNumber })).toString(
      'base64url',
    );
    const response = await testService.exchange({ body: `{"teamsUserAadToken":"head.${claims}.signature"}` });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      error: { code: 'acs_permission_missing', missingPermissions: ['Teams.ManageChats'] },
    });
    expect(JSON.stringify(logEntries)).toContain(`status ${status}, code ${code}, without Teams.ManageChats`);
    expect(JSON.stringify(logEntries)).not.toContain(claims);
  },
);

test('the service turns a refusal of its own key into 502, because no caller can solve that problem', async () => {
  const answer = await exchangeWithAnswer((response) =>
    sendAcsError(response, 401, 'Denied', { 'www-authenticate': 'HMAC-SHA256' }),
  );
  expect(answer).toMatchObject({ status: 502, code: 'acs_credential_refused' });
});

test.each([500, 502, 503, 504, 408])(
  'the service retries once after %i, and then answers 503 with Retry-After',
  async (status) => {
    const answer = await exchangeWithAnswer((response) =>
      sendAcsError(response, status, 'Oops', { 'retry-after': '3600' }),
    );
    expect(answer).toEqual({ status: 503, code: 'acs_unavailable', retryAfter: '5' });
    expect(countAcsRequests()).toBe(2);
  },
);

test('if ACS answers 500 once, the service retries and the client gets the token', async () => {
  let isFirstRequest = true;
  testService.acs.answer = (_request, response) => {
    if (isFirstRequest) sendAcsError(response, 500, 'Oops');
    else sendJson(response, { token: 'acs-token', expiresOn: inAnHour });
    isFirstRequest = false;
  };
  const response = await testService.exchange({ body: '{"teamsUserAadToken":"once-more"}' });
  expect([response.status, countAcsRequests()]).toEqual([200, 2]);
});

test('the service retries once after a broken connection, and then answers 503', async () => {
  const answer = await exchangeWithAnswer((response) => response.destroy());
  expect(answer).toMatchObject({ status: 503, code: 'acs_unavailable' });
  expect(countAcsRequests()).toBe(2);
});

test('the service answers 503 within 10 s while ACS hangs', { timeout: 30_000 }, async () => {
  const startedAt = performance.now();
  expect(await exchangeWithAnswer(() => {})).toMatchObject({ status: 503, code: 'acs_timeout' });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('the service answers 502, and sends no request, if the certificate of ACS has the wrong name', async () => {
  let requestCount = 0;
  const server = createServer(createSelfSignedCertificate(), () => (requestCount += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
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
  testService.acs.answer = (_request, response) => {
    setTimeout(() => sendJson(response, { token: 'acs-token', expiresOn: inAnHour }), 20);
  };
  const sendEqualRequests = () =>
    Promise.all(
      Array.from({ length: 25 }, () => testService.exchange({ body: '{"teamsUserAadToken":"same"}' })),
    );
  const responses = [];
  for (let index = 0; index < 4; index += 1) responses.push(...(await sendEqualRequests()));
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
  expect(countAcsRequests()).toBe(1);
});

test('the service calls ACS separately for two users with the same Teams token', async () => {
  testService.acs.answer = (_request, response, body) => {
    const { userId } = JSON.parse(body) as { userId: string };
    sendJson(response, { token: `for-${userId}`, expiresOn: inAnHour });
  };
  const otherOid = '55555555-2222-4333-8444-555555555555';
  const body = '{"teamsUserAadToken":"shared"}';
  const first = await testService.exchange({ body });
  const second = await testService.exchange({ body, token: await testService.entra.sign({ oid: otherOid }) });
  expect(await first.json()).not.toEqual(await second.json());
});
