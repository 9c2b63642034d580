import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readErrorCode, createRequestHead, sendRaw, readStatuses } from '../fixtures/rawHttp.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';

let testService: TestService;
let token: string;
beforeAll(async () => {
  testService = await startTestService({ ALLOWED_ORIGINS: 'https://phone.example.com' });
  token = await testService.entra.sign();
});
afterAll(() => testService.close());

/** @returns everything that the service answers to these bytes. */
const sendToService = (bytes: string, timeoutMs?: number): Promise<string> =>
  sendRaw(testService.service.port, bytes, timeoutMs);
const readStatus = (answer: string): number | undefined => readStatuses(answer)[0];
const body = '{"teamsUserAadToken":"teams-token"}';

test.each([
  '//api/token',
  '/api//token',
  '/api/token/',
  '/api/token;x=1',
  '/api/%74oken',
  '/api/x/../token',
  '/api/%2e%2e/api/token',
  '/API/token',
  '/api/./token',
  '/api/token%00',
  '/api/token%2f',
  '/api/token%0d%0aX-Injected:1',
  '/api/token%',
  '/api/token#x',
  '/api/token|',
])('the service answers 404 to the manipulated path %s', async (path) => {
  const answer = await sendToService(
    createRequestHead(
      `POST ${path} HTTP/1.1`,
      'Host: a',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ) + body,
  );
  expect([readStatus(answer), readErrorCode(answer)]).toEqual([404, 'not_found']);
});

test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND', 'QUERY'])(
  'the service answers 405 with Allow to the method %s',
  async (method) => {
    const answer = await sendToService(createRequestHead(`${method} /api/token HTTP/1.1`, 'Host: a'));
    expect(readStatus(answer)).toBe(405);
    expect(answer.toLowerCase()).toContain('\r\nallow: post, options\r\n');
    if (method !== 'HEAD') expect(readErrorCode(answer)).toBe('method_not_allowed');
  },
);

test('the service answers 405 with Allow to a POST to a health route', async () => {
  for (const path of ['/health/live', '/health/ready']) {
    const response = await fetch(testService.service.url + path, { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  }
});

test('the service answers 405 to CONNECT and closes the connection', async () => {
  const answer = await sendToService(
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n',
    5_000,
  );
  expect([readStatus(answer), readErrorCode(answer)]).toEqual([405, 'method_not_allowed']);
  expect(answer).toContain('\r\nAllow: ');
});

test('the service ignores method override headers', async () => {
  const response = await fetch(`${testService.service.url}/api/token`, {
    headers: { 'X-HTTP-Method-Override': 'POST' },
  });
  expect(response.status).toBe(405);
});

test.each([
  'https://evil.example',
  'null',
  'https://phone.example.com.evil.example',
  'http://phone.example.com',
  'https://phone.example.com:443',
  'HTTPS://PHONE.EXAMPLE.COM',
  'https://phone.example.com, https://evil.example',
  'https://xn--phon-k5d.example.com',
])('the service answers 403 to OPTIONS and POST from origin %s, and sends nothing to ACS', async (origin) => {
  const countBefore = testService.acs.requests.length;
  const post = await testService.exchange({ headers: { origin } });
  const preflight = await fetch(`${testService.service.url}/api/token`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
  for (const response of [post, preflight]) {
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.json()).toMatchObject({ error: { code: 'origin_not_allowed' } });
  }
  expect(testService.acs.requests.length).toBe(countBefore);
});

test('the service lets a page of an allowed origin read responses and refusals', async () => {
  const headers = { origin: 'https://phone.example.com' };
  const preflight = await fetch(`${testService.service.url}/api/token`, {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-method': 'POST' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
    204,
    'authorization, content-type',
  ]);
  for (const token of [undefined, 'nonsense']) {
    const response = await testService.exchange({ headers, ...(token && { token }) });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://phone.example.com');
    // The app compares its clock with `Date`, and reads a claims challenge from `WWW-Authenticate`.
    expect(response.headers.get('access-control-expose-headers')).toMatch(/\bdate\b.*\bwww-authenticate\b/);
  }
});

test('the service always allows its own origin', async () => {
  expect((await testService.exchange({ headers: { origin: testService.service.url } })).status).toBe(200);
});

test('the service treats its own host and port with another scheme, user or path as a foreign origin', async () => {
  const host = `localhost:${testService.service.port}`;
  for (const origin of [`ftp://${host}`, `http://user@${host}`, `http://${host}/x`, `http://${host}.`]) {
    expect((await testService.exchange({ headers: { origin } })).status).toBe(403);
  }
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/jsonp',
  'application/json; charset=utf-8; charset=utf-16',
  'application/json, text/plain',
  'application/json; charset="utf-8',
  'application/vnd.api+json',
  '',
])('the service answers 415 to the content type "%s"', async (type) => {
  expect((await testService.exchange({ headers: { 'content-type': type } })).status).toBe(415);
});

test('the service answers 415 to a gzip bomb without unpacking it', async () => {
  const gzipBomb = new Uint8Array(gzipSync(Buffer.alloc(10_000_000, ' ')));
  expect(
    (await testService.exchange({ body: gzipBomb, headers: { 'content-encoding': 'gzip' } })).status,
  ).toBe(415);
});

test('the service answers 413 to a body of 17 KiB', async () => {
  const response = await testService.exchange({
    body: JSON.stringify({ teamsUserAadToken: 'x'.repeat(17 * 1024) }),
  });
  expect([response.status, await response.json()]).toMatchObject([
    413,
    { error: { code: 'body_too_large' } },
  ]);
});

test('when an endless body reaches the limit, the service answers 413 and stops reading', async () => {
  const chunk = `1000\r\n${'x'.repeat(0x1000)}\r\n`;
  const answer = await sendToService(
    createRequestHead(
      'POST /api/token HTTP/1.1',
      'Host: a',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ) + chunk.repeat(10),
  );
  expect([readStatus(answer), readErrorCode(answer)]).toEqual([413, 'body_too_large']);
});

test(
  'the service answers 408 to slow headers and bodies, and serves other requests without delay',
  { timeout: 20_000 },
  async () => {
    const slowBody = createRequestHead(
      'POST /api/token HTTP/1.1',
      'Host: a',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    );
    const slowRequests = Array.from({ length: 200 }, (_, index) =>
      sendToService(
        index % 2 ? `${slowBody}{"teams` : 'POST /api/token HTTP/1.1\r\nHost: a\r\nX-Slow: ',
        18_000,
      ),
    );
    const durationsMs: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const startedAt = performance.now();
      expect((await fetch(`${testService.service.url}/health/live`)).status).toBe(200);
      durationsMs.push(performance.now() - startedAt);
    }
    // The test looks at the median, because a single late response may be due to the machine.
    expect(durationsMs.toSorted((a, b) => a - b)[10]).toBeLessThan(500);
    const answers = await Promise.all(slowRequests);
    expect(new Set(answers.map(readStatus))).toEqual(new Set([408]));
    expect(new Set(answers.map(readErrorCode))).toEqual(new Set(['request_timeout']));
  },
);

test('the service ignores spoofed X-Forwarded headers', async () => {
  const headers = {
    origin: 'https://evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '127.0.0.1',
  };
  expect((await testService.exchange({ headers })).status).toBe(403);
});
