import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readErrorCode, createRequestHead, sendRaw, readStatuses } from '../fixtures/rawHttp.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';
import { sendJson } from '../fixtures/stub.ts';

/** These tests check that a proxy and the service cannot disagree about where a request begins, ends and goes. */

let testService: TestService;
let token: string;
beforeAll(async () => {
  testService = await startTestService();
  token = await testService.entra.sign();
});
afterAll(() => testService.close());

const liveRequestLine = 'GET /health/live HTTP/1.1';
const body = '{"teamsUserAadToken":"artifact-1"}';
const lengthHeader = `Content-Length: ${body.length}`;
const chunkedBody = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
const chunkedHeader = 'Transfer-Encoding: chunked';
/** Creates the bytes of an exchange. It would succeed without the additional header lines. */
const createExchange = (lines: string[], content: string, version = '1.1'): string =>
  createRequestHead(
    `POST /api/token HTTP/${version}`,
    'Host: a',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    ...lines,
  ) + content;

test.each<[string, string[], string, string?]>([
  ['an announced length', [lengthHeader], body],
  ['an announced length in HTTP/1.0', [lengthHeader], body, '1.0'],
  ['chunks', [chunkedHeader], chunkedBody],
  [
    'chunks with an extension and a trailer',
    [chunkedHeader],
    chunkedBody.replace('\r', ';a=b\r').replace(/\r\n$/, 'X: y\r\n\r\n'),
  ],
  [
    'chunks of one byte',
    [chunkedHeader],
    body
      .split('')
      .map((byte) => `1\r\n${byte}\r\n`)
      .join('') + '0\r\n\r\n',
  ],
])('the service reads a body with %s as one request', async (_name, lines, content, version) => {
  expect(
    readStatuses(await sendRaw(testService.service.port, createExchange(lines, content, version))),
  ).toEqual([200]);
});

test.each<[string, string[], string, string?]>([
  ['Content-Length and Transfer-Encoding', [lengthHeader, chunkedHeader], chunkedBody],
  ['two lengths', [lengthHeader, lengthHeader], body],
  ['a list as length', [`${lengthHeader}, ${body.length}`], body],
  ['a length with a sign', [`Content-Length: +${body.length}`], body],
  ['a length in hexadecimal', [`Content-Length: 0x${body.length.toString(16)}`], body],
  ['a length beyond 64 bits', ['Content-Length: 18446744073709551650'], body],
  ['an empty length', ['Content-Length:'], body],
  ['a space after the name Content-Length', [`Content-Length : ${body.length}`], body],
  ['two Transfer-Encoding headers', [chunkedHeader, chunkedHeader], chunkedBody],
  ['the coding "chunked, identity"', ['Transfer-Encoding: chunked, identity'], chunkedBody],
  ['the coding "gzip, chunked"', ['Transfer-Encoding: gzip, chunked'], chunkedBody],
  ['the coding "xchunked"', ['Transfer-Encoding: xchunked'], chunkedBody],
  ['the coding "identity"', ['Transfer-Encoding: identity'], body],
  ['chunks in HTTP/1.0', [chunkedHeader], chunkedBody, '1.0'],
  ['a chunk of negative size', [chunkedHeader], `-${chunkedBody}`],
  ['a chunk beyond 64 bits', [chunkedHeader], `FFFFFFFFFFFFFFFFF\r\n${body}`],
  ['a chunk longer than its size', [chunkedHeader], chunkedBody.replace('}\r', '}}\r')],
  ['a chunk extension of 20 kB', [chunkedHeader], chunkedBody.replace('\r', `;${'x'.repeat(20_000)}\r`)],
  ['chunks separated by LF', [chunkedHeader], chunkedBody.replaceAll('\r\n', '\n')],
  ['a folded header', [lengthHeader, 'X-A: 1\r\n folded'], body],
  ['a lone CR', [lengthHeader, 'X-A: a\rX-B: b'], body],
  ['a NUL in a header', [lengthHeader, 'X-A: a\0b'], body],
  ['a header without a name', [lengthHeader, ': a'], body],
  ['two equal Origin headers', [lengthHeader, 'Origin: http://a', 'Origin: http://a'], body],
  ['two Content-Type headers', [lengthHeader, 'Content-Type: text/plain'], body],
  ['two Authorization headers', [lengthHeader, 'Authorization: Bearer b'], body],
  [
    'two Authorization headers, one after 2,000 others',
    [lengthHeader, ...Array<string>(2_100).fill('a:'), 'Authorization: b'],
    body,
  ],
  ['HTTP/2.0 in the request line', [lengthHeader], body, '2.0'],
])('the service answers 400 once to a request with %s', async (_name, lines, content, version) => {
  const answer = await sendRaw(testService.service.port, createExchange(lines, content, version));
  expect([readStatuses(answer), typeof readErrorCode(answer)]).toEqual([[400], 'string']);
});

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
    // The header also carries the request id that a user quotes.
    const [, requestId = 'none'] = /"requestid":"([\w-]{36})"/.exec(answer) ?? [];
    expect(answer).toContain(`\r\nx-request-id: ${requestId}\r\n`);
  },
);

const expectHeader = 'Expect: 100-continue';
test('S6: the service sends "100 Continue" only when it is about to read the body of an exchange', async () => {
  const socket = connect(testService.service.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  socket.write(createExchange([lengthHeader, expectHeader], ''));
  await vi.waitFor(() => expect(readStatuses(received)).toEqual([100]), 5_000);
  socket.write(body);
  await once(socket, 'close');
  expect(readStatuses(received)).toEqual([100, 200]);
});

/** Creates a request without a body that waits for "100 Continue". */
const createExpectingRequest = (method: string, path: string, ...lines: string[]): string =>
  [`${method} ${path} HTTP/1.1`, 'Host: a', expectHeader, ...lines, '', ''].join('\r\n');
const jsonHeader = 'Content-Type: application/json';
test.each([
  [
    'a body that is too long',
    413,
    () =>
      createExpectingRequest(
        'POST',
        '/api/token',
        `Authorization: Bearer ${token}`,
        jsonHeader,
        'Content-Length: 17000',
      ),
  ],
  ['no caller token', 401, () => createExpectingRequest('POST', '/api/token', jsonHeader, lengthHeader)],
  [
    'another content',
    415,
    () => createExpectingRequest('POST', '/api/token', 'Content-Type: text/plain', lengthHeader),
  ],
  [
    'a foreign origin',
    403,
    () =>
      createExpectingRequest('POST', '/api/token', 'Origin: https://evil.example', jsonHeader, lengthHeader),
  ],
  ['another method', 405, () => createExpectingRequest('PUT', '/api/token', jsonHeader, lengthHeader)],
  ['another path', 404, () => createExpectingRequest('POST', '/api/other', jsonHeader, lengthHeader)],
  [
    'a second expectation',
    417,
    () =>
      createExpectingRequest('POST', '/api/token', jsonHeader, lengthHeader).replace(
        expectHeader,
        `${expectHeader}, x`,
      ),
  ],
])(
  'S6: the service refuses %s without "100 Continue", and closes the connection, whose next bytes could be a body',
  async (_name, status, bytes) => {
    const answer = await sendRaw(
      testService.service.port,
      `${bytes()}${liveRequestLine}\r\nHost: a\r\n\r\n`,
      5_000,
    );
    expect(readStatuses(answer)).toEqual([status]);
    expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
  },
);

test('S6: the service never sends "100 Continue" to an HTTP/1.0 client', async () => {
  const bytes = createExchange([lengthHeader, expectHeader], body, '1.0');
  const requestHead = bytes.slice(0, -body.length);
  const socket = connect(testService.service.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  socket.write(requestHead);
  setTimeout(() => socket.write(body), 100);
  await once(socket, 'close');
  expect(readStatuses(received)).toEqual([200]);
});

test('S6: the service closes connections above the limit at once, and serves a new one after another has ended', async () => {
  const events: string[] = [];
  const limitedService = await startTestService({ MAX_CONNECTIONS: '10' }, (_level, event) =>
    events.push(event),
  );
  const { port } = limitedService.service;
  const openConnection = () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    return { socket, closed: once(socket, 'close') };
  };
  const openConnections = Array.from({ length: 10 }, openConnection);
  await Promise.all(openConnections.map(({ socket }) => once(socket, 'connect')));
  const extraConnections = Array.from({ length: 5 }, openConnection);
  await Promise.all(extraConnections.map(({ closed }) => closed));
  expect(openConnections.filter(({ socket }) => socket.destroyed)).toEqual([]);
  // The log has only one line, although the service has refused several connections.
  expect(events.filter((event) => event === 'connections_full')).toHaveLength(1);
  openConnections[0]?.socket.destroy();
  await vi.waitFor(async () => {
    expect(readStatuses(await sendRaw(port, createRequestHead(liveRequestLine, 'Host: a')))).toEqual([200]);
  }, 5_000);
  for (const { socket } of openConnections) socket.destroy();
  await limitedService.close();
});

test('the service sends no second response when the body of an answered request breaks off', async () => {
  const bytes =
    createRequestHead(
      'POST /api/token HTTP/1.1',
      'Host: a',
      'Content-Type: application/json',
      chunkedHeader,
    ) + '5\r\n';
  const answer = await sendRaw(testService.service.port, `${bytes}hello-and-no-end`);
  expect(readStatuses(answer)).toEqual([401]);
});

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

test('the service stops reading an endless body soon after a refusal', { timeout: 10_000 }, async () => {
  const socket = connect(testService.service.port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  const lines = ['Host: a', 'Authorization: Bearer x', 'Content-Type: application/json', chunkedHeader];
  socket.write([`POST /api/token HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  const sendTimer = setInterval(() => socket.write(`400\r\n${'x'.repeat(0x400)}\r\n`), 20);
  await once(socket, 'close');
  clearInterval(sendTimer);
});

test('the service answers 40 pipelined exchanges in order, even if ACS answers in another order', async () => {
  testService.acs.answer = (_request, response, text) => {
    const { token: teamsToken } = JSON.parse(text) as { token: string };
    const expiresOn = new Date(Date.now() + 3_600_000).toISOString();
    setTimeout(() => sendJson(response, { token: `for-${teamsToken}`, expiresOn }), Math.random() * 30);
  };
  const createRequest = (index: number): string => {
    const content = `{"teamsUserAadToken":"a-${index}"}`;
    const bytes = createExchange([`Content-Length: ${content.length}`], content);
    return index === 39 ? bytes : bytes.replace('Connection: close\r\n', '');
  };
  const all = Array.from({ length: 40 }, (_, index) => createRequest(index)).join('');
  const answer = await sendRaw(testService.service.port, all, 5_000);
  const order = [...answer.matchAll(/"for-a-(\d+)"/g)].map(([, index]) => Number(index));
  expect(order).toEqual(Array.from({ length: 40 }, (_, index) => index));
});

test('the service does not upgrade a connection', async () => {
  const answer = await sendRaw(
    testService.service.port,
    `${liveRequestLine}\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`,
  );
  expect(readStatuses(answer)).toEqual([200]);
});

test('the service answers pipelined requests in order, and closes the connection after a malformed one', async () => {
  const request = `${liveRequestLine}\r\nHost: a\r\n\r\n`;
  const answer = await sendRaw(
    testService.service.port,
    `${request}${request.replace('live', 'none')}${request}GARBAGE\r\n\r\n${request}`,
  );
  expect(readStatuses(answer)).toEqual([200, 404, 200, 400]);
});
