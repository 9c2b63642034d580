import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acsKey, startTestService, type TestService } from '../fixtures/service.ts';
import { selfSigned } from '../fixtures/selfSigned.ts';
import { sendJson, startStub } from '../fixtures/stub.ts';

let running: TestService;
beforeAll(async () => {
  running = await startTestService();
});
afterAll(() => running.close());

let attempt = 0;
let before = 0;
beforeEach(() => {
  before = running.acs.requests.length;
  attempt += 1;
});
const upstreamCalls = (): number => running.acs.requests.length - before;

/** Sends one exchange with a new Teams token, while ACS answers with `answer`. */
async function exchangeWhile(answer: (response: ServerResponse) => void) {
  running.acs.answer = (_request, response) => answer(response);
  const response = await running.exchange({ body: `{"teamsUserAadToken":"artifact-${attempt}"}` });
  const { error } = (await response.json()) as { error: { code: string } };
  return { status: response.status, code: error.code, retryAfter: response.headers.get('retry-after') };
}
const acsError = (response: ServerResponse, status: number, code: string, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { code, message: 'secret-detail' } }));
};
const soon = new Date(Date.now() + 3_600_000).toISOString();

test.each<[string, (response: ServerResponse) => void]>([
  ['200 with {}', (response) => sendJson(response, {})],
  [
    '200 with a past expiry',
    (response) => sendJson(response, { token: 't', expiresOn: '2020-01-01T00:00:00Z' }),
  ],
  ['200 with an empty token', (response) => sendJson(response, { token: '', expiresOn: soon })],
  ['200 with a token that is not a string', (response) => sendJson(response, { token: {}, expiresOn: soon })],
  ['200 with no expiry', (response) => sendJson(response, { token: 't' })],
  ['200 with HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  [
    '200 with broken JSON',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"tok'),
  ],
  ['404', (response) => acsError(response, 404, 'NotFound')],
])('turns %s from ACS into 502 without a second attempt', async (_name, answer) => {
  expect(await exchangeWhile(answer)).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
  expect(upstreamCalls()).toBe(1);
});

const ahead = (ms: number): string => new Date(Date.now() + ms).toISOString();
const day = 86_400_000;
test.each<[string, object]>([
  ['an expiry two days ahead', { token: 't', expiresOn: ahead(2 * day) }],
  ['an expiry 25 hours ahead', { token: 't', expiresOn: ahead(25 * 3_600_000) }],
  ['an expiry in the year 9999', { token: 't', expiresOn: '9999-12-31T23:59:59Z' }],
  ['an expiry that is not a date', { token: 't', expiresOn: 'soon' }],
  ['a token of 1 MB', { token: 'x'.repeat(1_000_000), expiresOn: soon }],
  ['a token of 8 KB and one character', { token: 'x'.repeat(8_193), expiresOn: soon }],
  ['a token with a line break', { token: 'a\r\nb', expiresOn: soon }],
  ['a token with a space', { token: 'a b', expiresOn: soon }],
])('S4: turns a response of ACS with %s into 502', async (_name, value) => {
  const answer = await exchangeWhile((response) => sendJson(response, value));
  expect(answer).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
});

test('S4: passes on the longest lifetime of ACS, 24 hours', async () => {
  const expiresOn = ahead(day);
  running.acs.answer = (_request, response) => sendJson(response, { token: 't', expiresOn });
  const response = await running.exchange({ body: '{"teamsUserAadToken":"a-day"}' });
  expect(await response.json()).toEqual({ token: 't', expiresOn });
});

test.each([301, 302, 307, 308])('turns redirect %i into 502 and does not follow it', async (status) => {
  const elsewhere = await startStub((_request, response) =>
    sendJson(response, { token: 'stolen', expiresOn: soon }),
  );
  const answer = await exchangeWhile((response) =>
    response.writeHead(status, { location: elsewhere.url }).end(),
  );
  expect(answer).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
});

test.each<[string, Record<string, string>, string]>([
  ['2 s', { 'retry-after': '2' }, '2'],
  ['3600 s', { 'retry-after': '3600' }, '60'],
  ['a date an hour ahead', { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }, '60'],
  ['nonsense', { 'retry-after': 'soon' }, '5'],
  ['none', {}, '5'],
])('passes on a 429 with a Retry-After of %s at once, capped at 60 s', async (_name, headers, expected) => {
  const answer = await exchangeWhile((response) => acsError(response, 429, 'TooManyRequests', headers));
  expect(answer).toEqual({ status: 429, code: 'acs_throttled', retryAfter: expected });
  // A retry would have sent a second request.
  expect(upstreamCalls()).toBe(1);
});

test.each([
  [400, 'BadRequest'],
  [401, 'InvalidToken'],
  [403, 'Forbidden'],
])(
  'turns a refusal of the Teams token with %i into 403, never 401, which would repeat the sign-in for ever',
  async (status, code) => {
    const answer = await exchangeWhile((response) => acsError(response, status, code));
    expect(answer).toMatchObject({ status: 403, code: 'acs_refused' });
    expect(upstreamCalls()).toBe(1);
  },
);

test('turns a refusal of the service’s own key into 502, because no caller can repair it', async () => {
  const answer = await exchangeWhile((response) =>
    acsError(response, 401, 'Denied', { 'www-authenticate': 'HMAC-SHA256' }),
  );
  expect(answer).toMatchObject({ status: 502, code: 'acs_credential_refused' });
});

test.each([500, 502, 503, 504, 408])(
  'retries once after %i, then answers 503 with Retry-After',
  async (status) => {
    const answer = await exchangeWhile((response) =>
      acsError(response, status, 'Oops', { 'retry-after': '3600' }),
    );
    expect(answer).toEqual({ status: 503, code: 'acs_unavailable', retryAfter: '5' });
    expect(upstreamCalls()).toBe(2);
  },
);

test('hides a single 500 of ACS by a retry', async () => {
  let first = true;
  running.acs.answer = (_request, response) => {
    if (first) acsError(response, 500, 'Oops');
    else sendJson(response, { token: 'artifact-4', expiresOn: soon });
    first = false;
  };
  const response = await running.exchange({ body: '{"teamsUserAadToken":"once-more"}' });
  expect([response.status, upstreamCalls()]).toEqual([200, 2]);
});

test('retries once after a broken connection, then answers 503', async () => {
  const answer = await exchangeWhile((response) => response.destroy());
  expect(answer).toMatchObject({ status: 503, code: 'acs_unavailable' });
  expect(upstreamCalls()).toBe(2);
});

test('answers 503 within 10 s while ACS hangs', { timeout: 30_000 }, async () => {
  const started = performance.now();
  expect(await exchangeWhile(() => {})).toMatchObject({ status: 503, code: 'acs_timeout' });
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('answers 502 and sends nothing if the certificate of ACS has the wrong name', async () => {
  let asked = 0;
  const server = createServer(selfSigned(), () => (asked += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const other = await startTestService({
    ACS_CONNECTION_STRING: `endpoint=https://127.0.0.1:${port}/;accesskey=${acsKey}`,
  });
  const response = await other.exchange();
  expect([response.status, await response.json()]).toMatchObject([502, { error: { code: 'acs_untrusted' } }]);
  expect(asked).toBe(0);
  await other.close();
  server.close();
});

test('calls ACS once for 100 equal requests in a second', async () => {
  running.acs.answer = (_request, response) => {
    setTimeout(() => sendJson(response, { token: 'artifact-4', expiresOn: soon }), 20);
  };
  const wave = () =>
    Promise.all(Array.from({ length: 25 }, () => running.exchange({ body: '{"teamsUserAadToken":"same"}' })));
  const answers = [];
  for (let index = 0; index < 4; index += 1) answers.push(...(await wave()));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(upstreamCalls()).toBe(1);
});

test('calls ACS separately for two users with the same Teams token', async () => {
  running.acs.answer = (_request, response, body) => {
    const { userId } = JSON.parse(body) as { userId: string };
    sendJson(response, { token: `for-${userId}`, expiresOn: soon });
  };
  const other = '55555555-2222-4333-8444-555555555555';
  const body = '{"teamsUserAadToken":"shared"}';
  const first = await running.exchange({ body });
  const second = await running.exchange({ body, token: await running.entra.sign({ oid: other }) });
  expect(await first.json()).not.toEqual(await second.json());
});
