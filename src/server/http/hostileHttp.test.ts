import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  chunkedHeader,
  createRawExchange,
  createRequestHead,
  exchangeBody,
  lengthHeader,
  readErrorCode,
  readStatuses,
} from '../fixtures/rawHttp.ts';
import { setUpService } from '../fixtures/setUpService.ts';

const allowedOrigin = 'https://phone.example.com';
const running = setUpService({ ALLOWED_ORIGINS: allowedOrigin });
const readStatus = (answer: string): number | undefined => readStatuses(answer)[0];
const sendPreflight = (origin: string) =>
  fetch(`${running.service.url}/api/token`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });

test.each([
  '/api//token',
  '/api/token/',
  '/api/token;x=1',
  '/api/%74oken',
  '/api/x/../token',
  '/API/token',
  '/api/./token',
  '/api/token#x',
])('the service answers 404 to the manipulated path %s', async (path) => {
  const bytes = createRawExchange(running.token, [lengthHeader], exchangeBody).replace('/api/token', path);
  const answer = await running.sendRaw(bytes);
  expect([readStatus(answer), readErrorCode(answer)]).toEqual([404, 'not_found']);
});

test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND', 'QUERY'])(
  'the service answers 405 with Allow to the method %s, also if a header names another one',
  async (method) => {
    const override = 'X-HTTP-Method-Override: POST';
    const head = createRequestHead(`${method} /api/token HTTP/1.1`, 'Host: a', override);
    const answer = await running.sendRaw(head);
    expect(readStatus(answer)).toBe(405);
    expect(answer.toLowerCase()).toContain('\r\nallow: post, options\r\n');
    if (method !== 'HEAD') expect(readErrorCode(answer)).toBe('method_not_allowed');
  },
);

test.each(['live', 'ready'])('the service answers 405 with Allow to a POST to /health/%s', async (path) => {
  const response = await fetch(`${running.service.url}/health/${path}`, { method: 'POST' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('the service answers 405 to CONNECT and closes the connection', async () => {
  const request = 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n';
  const answer = await running.sendRaw(request, 5_000);
  expect([readStatus(answer), readErrorCode(answer)]).toEqual([405, 'method_not_allowed']);
  expect(answer).toContain('\r\nallow: ');
});

test.each([
  'https://evil.example',
  'null',
  'https://phone.example.com.evil.example',
  'http://phone.example.com',
])('the service answers 403 to OPTIONS and POST from origin %s, and sends nothing to ACS', async (origin) => {
  const countBefore = running.acs.requests.length;
  // The service ignores these headers, which a client can forge.
  const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
  const post = await running.exchange({ headers: { origin, ...forged } });
  for (const response of [post, await sendPreflight(origin)]) {
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.json()).toMatchObject({ error: { code: 'origin_not_allowed' } });
  }
  expect(running.acs.requests.length).toBe(countBefore);
});

test('the service lets a page of an allowed origin read responses and refusals', async () => {
  const preflight = await sendPreflight(allowedOrigin);
  const allowedHeaders = preflight.headers.get('access-control-allow-headers');
  expect([preflight.status, allowedHeaders]).toEqual([204, 'authorization, content-type']);
  for (const token of [running.token, 'nonsense']) {
    const { headers } = await running.exchange({ headers: { origin: allowedOrigin }, token });
    expect(headers.get('access-control-allow-origin')).toBe(allowedOrigin);
    // The app compares its clock with `Date`, and reads a claims challenge from `WWW-Authenticate`.
    expect(headers.get('access-control-expose-headers')).toMatch(/\bdate\b.*\bwww-authenticate\b/);
  }
});

test('the service allows its own origin, but not with another scheme, user or path', async () => {
  expect((await running.exchange({ headers: { origin: running.service.url } })).status).toBe(200);
  const host = `localhost:${running.service.port}`;
  for (const origin of [`ftp://${host}`, `http://user@${host}`, `http://${host}/x`, `http://${host}.`])
    expect((await running.exchange({ headers: { origin } })).status).toBe(403);
});

test.each([
  'text/plain',
  'application/json; charset=utf-16',
  'application/jsonp',
  'application/json; charset=utf-8; charset=utf-16',
  '',
])('the service answers 415 to the content type "%s"', async (type) => {
  expect((await running.exchange({ headers: { 'content-type': type } })).status).toBe(415);
});

test('the service answers 415 to a gzip bomb without unpacking it', async () => {
  const body = new Uint8Array(gzipSync(Buffer.alloc(10_000_000, ' ')));
  expect((await running.exchange({ body, headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
});

test('when an endless body reaches the limit, the service answers 413 and stops reading', async () => {
  const body = `1000\r\n${'x'.repeat(0x1000)}\r\n`.repeat(10);
  const answer = await running.sendRaw(createRawExchange(running.token, [chunkedHeader], body));
  expect([readStatus(answer), readErrorCode(answer)]).toEqual([413, 'body_too_large']);
});

test(
  'the service answers 408 to slow headers and bodies, and serves other requests without delay',
  { timeout: 20_000 },
  async () => {
    const slowHead = 'POST /api/token HTTP/1.1\r\nHost: a\r\nX-Slow: ';
    const slowBody = createRawExchange(running.token, [lengthHeader], '{"teams');
    const slowRequests = Array.from({ length: 200 }, (_, index) =>
      running.sendRaw(index % 2 ? slowBody : slowHead, 18_000),
    );
    const durationsMs: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const startedAt = performance.now();
      expect((await fetch(`${running.service.url}/health/live`)).status).toBe(200);
      durationsMs.push(performance.now() - startedAt);
    }
    // The test looks at the median, because a single late response may be due to the machine.
    expect(durationsMs.toSorted((a, b) => a - b)[10]).toBeLessThan(500);
    const answers = await Promise.all(slowRequests);
    expect(new Set(answers.map(readStatus))).toEqual(new Set([408]));
    expect(new Set(answers.map(readErrorCode))).toEqual(new Set(['request_timeout']));
  },
);

const jsonHeaders = { 'content-type': 'application/json; charset=UTF-8' };

test('the service accepts any white space around the only property of a body', async () => {
  const body = ' {\r\n\t"teamsUserAadToken" : "eyJ.a-_.b" } ';
  expect((await running.exchange({ headers: jsonHeaders, body })).status).toBe(200);
});

test.each<[string, string | Uint8Array<ArrayBuffer>]>([
  ['no content', ''],
  ['unfinished JSON', '{"teamsUserAadToken":'],
  ['a byte order mark', '\uFEFF{"teamsUserAadToken":"a"}'],
  // The bytes FF and FE between `{"` and `"}`.
  ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['an array around the object', '[{"teamsUserAadToken":"a"}]'],
  ['an array nested 7,000 levels deep', `{"teamsUserAadToken":${'['.repeat(7_000)}${']'.repeat(7_000)}}`],
  ['a property __proto__', '{"teamsUserAadToken":"a","__proto__":{"x":1}}'],
  ['only a property __proto__', '{"__proto__":{"teamsUserAadToken":"a"}}'],
  ['an additional property', '{"teamsUserAadToken":"a","userObjectId":"b"}'],
  ['a repeated key', '{"teamsUserAadToken":"a","teamsUserAadToken":"b"}'],
  ['a repeated key, of which one is escaped', '{"teamsUserAadToken":"a","\\u0074eamsUserAadToken":"b"}'],
  ['an empty token', '{"teamsUserAadToken":""}'],
  ['a number as token', '{"teamsUserAadToken":1}'],
  ['a token that is too long', `{"teamsUserAadToken":"${'x'.repeat(8_193)}"}`],
  ['a line break in the token', '{"teamsUserAadToken":"a\\r\\nX-Injected: 1"}'],
])('the service answers 400 to a body with %s', async (_name, body) => {
  const response = await running.exchange({ headers: jsonHeaders, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: { code: expect.stringMatching(/^(json_malformed|body_invalid)$/), requestId: expect.any(String) },
  });
});
