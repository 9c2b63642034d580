import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acsKey, startTestService, type TestService } from '../fixtures/service.ts';
import { selfSigned } from '../fixtures/selfSigned.ts';
import { answerJson, startStub } from '../fixtures/stub.ts';

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

/** One exchange with an artifact 1 of its own, while ACS answers as told. */
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
  ['200 with {}', (response) => answerJson(response, {})],
  [
    '200 with a past expiry',
    (response) => answerJson(response, { token: 't', expiresOn: '2020-01-01T00:00:00Z' }),
  ],
  ['200 with an empty token', (response) => answerJson(response, { token: '', expiresOn: soon })],
  ['200 with a token that is no text', (response) => answerJson(response, { token: {}, expiresOn: soon })],
  ['200 with no expiry', (response) => answerJson(response, { token: 't' })],
  ['200 with HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  [
    '200 with broken JSON',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"tok'),
  ],
  ['404', (response) => acsError(response, 404, 'NotFound')],
])('upstream: %s is 502, asked once', async (_name, answer) => {
  expect(await exchangeWhile(answer)).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
  expect(upstreamCalls()).toBe(1);
});

const ahead = (ms: number): string => new Date(Date.now() + ms).toISOString();
const day = 86_400_000;
test.each<[string, object]>([
  ['an expiry two days ahead', { token: 't', expiresOn: ahead(2 * day) }],
  ['an expiry 25 hours ahead', { token: 't', expiresOn: ahead(25 * 3_600_000) }],
  ['an expiry in the year 9999', { token: 't', expiresOn: '9999-12-31T23:59:59Z' }],
  ['an expiry that is no date', { token: 't', expiresOn: 'soon' }],
  ['a token of 1 MB', { token: 'x'.repeat(1_000_000), expiresOn: soon }],
  ['a token of 8 KB and one character', { token: 'x'.repeat(8_193), expiresOn: soon }],
  ['a token with a line break', { token: 'a\r\nb', expiresOn: soon }],
  ['a token with a space', { token: 'a b', expiresOn: soon }],
])('S4: an answer of ACS with %s is not passed on: 502', async (_name, value) => {
  const answer = await exchangeWhile((response) => answerJson(response, value));
  expect(answer).toMatchObject({ status: 502, code: 'acs_answer_invalid' });
});

test('S4: the longest that ACS gives, 24 hours, is passed on', async () => {
  const expiresOn = ahead(day);
  running.acs.answer = (_request, response) => answerJson(response, { token: 't', expiresOn });
  const response = await running.exchange({ body: '{"teamsUserAadToken":"a-day"}' });
  expect(await response.json()).toEqual({ token: 't', expiresOn });
});

test.each([301, 302, 307, 308])('upstream: %i elsewhere is not followed and is 502', async (status) => {
  const elsewhere = await startStub((_request, response) =>
    answerJson(response, { token: 'stolen', expiresOn: soon }),
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
])('upstream: 429 with %s is passed on at once, capped at 60 s', async (_name, headers, expected) => {
  const answer = await exchangeWhile((response) => acsError(response, 429, 'TooManyRequests', headers));
  expect(answer).toEqual({ status: 429, code: 'acs_throttled', retryAfter: expected });
  // Whatever waits and tries again would have asked twice.
  expect(upstreamCalls()).toBe(1);
});

test.each([
  [400, 'BadRequest'],
  [401, 'InvalidToken'],
  [403, 'Forbidden'],
])('upstream: a refusal of A1 with %i is 403, never 401, which would loop sign-in', async (status, code) => {
  const answer = await exchangeWhile((response) => acsError(response, status, code));
  expect(answer).toMatchObject({ status: 403, code: 'acs_refused' });
  expect(upstreamCalls()).toBe(1);
});

test('upstream: a refusal of the service’s own key is 502: no caller can mend it', async () => {
  const answer = await exchangeWhile((response) =>
    acsError(response, 401, 'Denied', { 'www-authenticate': 'HMAC-SHA256' }),
  );
  expect(answer).toMatchObject({ status: 502, code: 'acs_credential_refused' });
});

test.each([500, 502, 503, 504, 408])(
  'upstream: %i is tried once more, then 503 with Retry-After',
  async (status) => {
    const answer = await exchangeWhile((response) =>
      acsError(response, status, 'Oops', { 'retry-after': '3600' }),
    );
    expect(answer).toEqual({ status: 503, code: 'acs_unavailable', retryAfter: '5' });
    expect(upstreamCalls()).toBe(2);
  },
);

test('upstream: one 500 goes unseen', async () => {
  let first = true;
  running.acs.answer = (_request, response) => {
    if (first) acsError(response, 500, 'Oops');
    else answerJson(response, { token: 'artifact-4', expiresOn: soon });
    first = false;
  };
  const response = await running.exchange({ body: '{"teamsUserAadToken":"once-more"}' });
  expect([response.status, upstreamCalls()]).toEqual([200, 2]);
});

test('upstream: a broken connection is tried once more, then 503', async () => {
  const answer = await exchangeWhile((response) => response.destroy());
  expect(answer).toMatchObject({ status: 503, code: 'acs_unavailable' });
  expect(upstreamCalls()).toBe(2);
});

test('upstream: hang is 503 within 10 s', { timeout: 30_000 }, async () => {
  const started = performance.now();
  expect(await exchangeWhile(() => {})).toMatchObject({ status: 503, code: 'acs_timeout' });
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('upstream: wrong TLS name is 502, and nothing is sent', async () => {
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

test('body: the same A1 100× in a second is one upstream call', async () => {
  running.acs.answer = (_request, response) => {
    setTimeout(() => answerJson(response, { token: 'artifact-4', expiresOn: soon }), 20);
  };
  const wave = () =>
    Promise.all(Array.from({ length: 25 }, () => running.exchange({ body: '{"teamsUserAadToken":"same"}' })));
  const answers = [];
  for (let index = 0; index < 4; index += 1) answers.push(...(await wave()));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(upstreamCalls()).toBe(1);
});

test('two people with the same A1 are two questions: no one gets the other’s answer', async () => {
  running.acs.answer = (_request, response, body) => {
    const { userId } = JSON.parse(body) as { userId: string };
    answerJson(response, { token: `for-${userId}`, expiresOn: soon });
  };
  const other = '55555555-2222-4333-8444-555555555555';
  const body = '{"teamsUserAadToken":"shared"}';
  const first = await running.exchange({ body });
  const second = await running.exchange({ body, token: await running.entra.sign({ oid: other }) });
  expect(await first.json()).not.toEqual(await second.json());
});
