import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveRequestLine } from '../fixtures/rawExchange.ts';
import { createRequestHead, readErrorCode, readStatuses, sendRaw } from '../fixtures/rawHttp.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';

/** These tests check that a proxy and the service cannot disagree about the request line and the headers of a request. */

let testService: TestService;
beforeAll(async () => {
  testService = await startTestService();
});
afterAll(() => testService.close());

test.each([
  ['two Host headers', createRequestHead(liveRequestLine, 'Host: a', 'Host: b'), 400],
  ['no Host', createRequestHead(liveRequestLine), 400],
  ['a Host with a space', createRequestHead(liveRequestLine, 'Host: a b'), 400],
  ['a Host with a user', createRequestHead(liveRequestLine, 'Host: x@a'), 400],
  ['a Host with a path', createRequestHead(liveRequestLine, 'Host: a/b'), 400],
  ['a Host with an encoded NUL', createRequestHead(liveRequestLine, 'Host: a%00b'), 400],
  ['two hosts in one Host', createRequestHead(liveRequestLine, 'Host: a,b'), 400],
  ['a Host of dots', createRequestHead(liveRequestLine, 'Host: ..'), 400],
  ['a Host with an empty label', createRequestHead(liveRequestLine, 'Host: a..b'), 400],
  ['a Host in quotes', createRequestHead(liveRequestLine, 'Host: "a"'), 400],
  ['a Host that is a wildcard', createRequestHead(liveRequestLine, 'Host: *'), 400],
  ['a Host with a parameter', createRequestHead(liveRequestLine, 'Host: a;b=c'), 400],
  ['a Host with a port beyond 65,535', createRequestHead(liveRequestLine, 'Host: a:65536'), 400],
  ['a Host of 300 characters', createRequestHead(liveRequestLine, `Host: ${'a'.repeat(300)}`), 400],
  [
    'another host in the request line',
    createRequestHead('GET http://evil.example/health/live HTTP/1.1', 'Host: a'),
    400,
  ],
  [
    'its own host in the request line',
    createRequestHead('GET http://a/health/live HTTP/1.1', 'Host: a'),
    400,
  ],
  ['no path in the request line', createRequestHead('OPTIONS * HTTP/1.1', 'Host: a'), 400],
  ['no slash in the request line', createRequestHead('GET health/live HTTP/1.1', 'Host: a'), 400],
  ['HTTP/0.9', 'GET /health/live\r\n\r\n', 400],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03', 400],
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['a header of 20 kB', createRequestHead(liveRequestLine, 'Host: a', `X-Long: ${'x'.repeat(20_000)}`), 431],
  ['an unknown expectation', createRequestHead(liveRequestLine, 'Host: a', 'Expect: 200-ok'), 417],
])('the service refuses a request with %s', async (_name, bytes, expected) => {
  const answer = await sendRaw(testService.service.port, bytes);
  expect([readStatuses(answer), typeof readErrorCode(answer)]).toEqual([[expected], 'string']);
});

test.each([
  ['broken syntax', 'hello\r\n\r\n'],
  ['a header of 20 kB', createRequestHead(liveRequestLine, 'Host: a', `X-Long: ${'x'.repeat(20_000)}`)],
  ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'],
  ['no Host', createRequestHead(liveRequestLine)],
])(
  'S7: the service sends the security headers even if a request with %s reaches no route',
  async (_name, bytes) => {
    const answer = (await sendRaw(testService.service.port, bytes)).toLowerCase();
    for (const line of [
      "content-security-policy: default-src 'none'; frame-ancestors 'none'",
      'cache-control: no-store',
      'cross-origin-resource-policy: same-origin',
      'referrer-policy: no-referrer',
      'strict-transport-security: max-age=31536000; includesubdomains',
      'x-content-type-options: nosniff',
      'x-frame-options: deny',
    ])
      expect(answer).toContain(`\r\n${line}\r\n`);
    // The header also contains the request id that a user quotes.
    const [, requestId = 'none'] = /"requestid":"([\w-]{36})"/.exec(answer) ?? [];
    expect(answer).toContain(`\r\nx-request-id: ${requestId}\r\n`);
  },
);

test.each([
  'a',
  'A.example',
  'a.example.:8080',
  '127.0.0.1:1',
  '[::1]',
  '[::1]:8080',
  'my_service',
  'xn--e1afmkfd.example',
])('the service accepts the Host %s', async (host) => {
  expect(
    readStatuses(
      await sendRaw(testService.service.port, createRequestHead(liveRequestLine, `Host: ${host}`)),
    ),
  ).toEqual([200]);
});
