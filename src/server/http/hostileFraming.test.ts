import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { errorCode, head, sendRaw, statuses } from '../fixtures/rawHttp.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';
import { sendJson } from '../fixtures/stub.ts';

/** All readers on the way must agree where a request begins and ends, and to whom it goes. */

let running: TestService;
let token: string;
beforeAll(async () => {
  running = await startTestService();
  token = await running.entra.sign();
});
afterAll(() => running.close());

const live = 'GET /health/live HTTP/1.1';
const body = '{"teamsUserAadToken":"artifact-1"}';
const length = `Content-Length: ${body.length}`;
const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
const chunked = 'Transfer-Encoding: chunked';
/** An exchange that would succeed without the additional header lines. */
const exchange = (lines: string[], content: string, version = '1.1'): string =>
  head(
    `POST /api/token HTTP/${version}`,
    'Host: a',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    ...lines,
  ) + content;

test.each<[string, string[], string, string?]>([
  ['an announced length', [length], body],
  ['an announced length in HTTP/1.0', [length], body, '1.0'],
  ['chunks', [chunked], chunks],
  [
    'chunks with an extension and a trailer',
    [chunked],
    chunks.replace('\r', ';a=b\r').replace(/\r\n$/, 'X: y\r\n\r\n'),
  ],
  [
    'chunks of one byte',
    [chunked],
    body
      .split('')
      .map((byte) => `1\r\n${byte}\r\n`)
      .join('') + '0\r\n\r\n',
  ],
])('reads a body with %s as one request', async (_name, lines, content, version) => {
  expect(statuses(await sendRaw(running.service.port, exchange(lines, content, version)))).toEqual([200]);
});

test.each<[string, string[], string, string?]>([
  ['CL+TE', [length, chunked], chunks],
  ['length twice', [length, length], body],
  ['length as a list', [`${length}, ${body.length}`], body],
  ['length with a sign', [`Content-Length: +${body.length}`], body],
  ['length in hex', [`Content-Length: 0x${body.length.toString(16)}`], body],
  ['length beyond 64 bits', ['Content-Length: 18446744073709551650'], body],
  ['empty length', ['Content-Length:'], body],
  ['length before a space', [`Content-Length : ${body.length}`], body],
  ['TE twice', [chunked, chunked], chunks],
  ['chunked, identity', ['Transfer-Encoding: chunked, identity'], chunks],
  ['gzip, chunked', ['Transfer-Encoding: gzip, chunked'], chunks],
  ['xchunked', ['Transfer-Encoding: xchunked'], chunks],
  ['identity', ['Transfer-Encoding: identity'], body],
  ['chunks in HTTP/1.0', [chunked], chunks, '1.0'],
  ['a chunk of negative size', [chunked], `-${chunks}`],
  ['a chunk beyond 64 bits', [chunked], `FFFFFFFFFFFFFFFFF\r\n${body}`],
  ['a chunk longer than its size', [chunked], chunks.replace('}\r', '}}\r')],
  ['a chunk extension of 20 kB', [chunked], chunks.replace('\r', `;${'x'.repeat(20_000)}\r`)],
  ['chunks separated by LF', [chunked], chunks.replaceAll('\r\n', '\n')],
  ['a folded header', [length, 'X-A: 1\r\n folded'], body],
  ['a lone CR', [length, 'X-A: a\rX-B: b'], body],
  ['a NUL in a header', [length, 'X-A: a\0b'], body],
  ['a header without a name', [length, ': a'], body],
  ['Origin twice, the same', [length, 'Origin: http://a', 'Origin: http://a'], body],
  ['Content-Type twice', [length, 'Content-Type: text/plain'], body],
  ['two Authorization headers', [length, 'Authorization: Bearer b'], body],
  [
    'two Authorization headers, one after 2,000 others',
    [length, ...Array<string>(2_100).fill('a:'), 'Authorization: b'],
    body,
  ],
  ['HTTP/2.0 in the request line', [length], body, '2.0'],
])('answers 400 once to a request with: %s', async (_name, lines, content, version) => {
  const answer = await sendRaw(running.service.port, exchange(lines, content, version));
  expect([statuses(answer), typeof errorCode(answer)]).toEqual([[400], 'string']);
});

test.each([
  ['doubled Host', head(live, 'Host: a', 'Host: b'), 400],
  ['no Host', head(live), 400],
  ['a Host with a space', head(live, 'Host: a b'), 400],
  ['a Host with a user', head(live, 'Host: x@a'), 400],
  ['a Host with a path', head(live, 'Host: a/b'), 400],
  ['a Host with an encoded NUL', head(live, 'Host: a%00b'), 400],
  ['two hosts in one Host', head(live, 'Host: a,b'), 400],
  ['a Host of dots', head(live, 'Host: ..'), 400],
  ['a Host with an empty label', head(live, 'Host: a..b'), 400],
  ['a Host in quotes', head(live, 'Host: "a"'), 400],
  ['a Host that is a wildcard', head(live, 'Host: *'), 400],
  ['a Host with a parameter', head(live, 'Host: a;b=c'), 400],
  ['a Host with a port beyond 65,535', head(live, 'Host: a:65536'), 400],
  ['a Host of 300 characters', head(live, `Host: ${'a'.repeat(300)}`), 400],
  ['another host in the request line', head('GET http://evil.example/health/live HTTP/1.1', 'Host: a'), 400],
  ['its own host in the request line', head('GET http://a/health/live HTTP/1.1', 'Host: a'), 400],
  ['no path in the request line', head('OPTIONS * HTTP/1.1', 'Host: a'), 400],
  ['no slash in the request line', head('GET health/live HTTP/1.1', 'Host: a'), 400],
  ['HTTP/0.9', 'GET /health/live\r\n\r\n', 400],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03', 400],
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['20 kB header', head(live, 'Host: a', `X-Long: ${'x'.repeat(20_000)}`), 431],
  ['an unknown expectation', head(live, 'Host: a', 'Expect: 200-ok'), 417],
])('refuses a request with: %s', async (_name, bytes, expected) => {
  const answer = await sendRaw(running.service.port, bytes);
  expect([statuses(answer), typeof errorCode(answer)]).toEqual([[expected], 'string']);
});

test.each([
  ['broken syntax', 'hello\r\n\r\n'],
  ['a header of 20 kB', head(live, 'Host: a', `X-Long: ${'x'.repeat(20_000)}`)],
  ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'],
  ['no Host', head(live)],
])('S7: sends the security headers in a response written by hand: %s', async (_name, bytes) => {
  const answer = (await sendRaw(running.service.port, bytes)).toLowerCase();
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
  const [, id = 'none'] = /"requestid":"([\w-]{36})"/.exec(answer) ?? [];
  expect(answer).toContain(`\r\nx-request-id: ${id}\r\n`);
});

const expecting = 'Expect: 100-continue';
test('S6: sends "100 Continue" only when it is about to read the body of an exchange', async () => {
  const socket = connect(running.service.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  socket.write(exchange([length, expecting], ''));
  await vi.waitFor(() => expect(statuses(received)).toEqual([100]), 5_000);
  socket.write(body);
  await once(socket, 'close');
  expect(statuses(received)).toEqual([100, 200]);
});

const bare = (method: string, path: string, ...lines: string[]): string =>
  [`${method} ${path} HTTP/1.1`, 'Host: a', expecting, ...lines, '', ''].join('\r\n');
const json = 'Content-Type: application/json';
test.each([
  [
    'a body that is too long',
    413,
    () => bare('POST', '/api/token', `Authorization: Bearer ${token}`, json, 'Content-Length: 17000'),
  ],
  ['no caller token', 401, () => bare('POST', '/api/token', json, length)],
  ['another content', 415, () => bare('POST', '/api/token', 'Content-Type: text/plain', length)],
  ['a foreign origin', 403, () => bare('POST', '/api/token', 'Origin: https://evil.example', json, length)],
  ['another method', 405, () => bare('PUT', '/api/token', json, length)],
  ['another path', 404, () => bare('POST', '/api/other', json, length)],
  [
    'a second expectation',
    417,
    () => bare('POST', '/api/token', json, length).replace(expecting, `${expecting}, x`),
  ],
])(
  'S6: refuses %s without "100 Continue" and closes the connection, whose next bytes could be body or request',
  async (_name, status, bytes) => {
    const answer = await sendRaw(running.service.port, `${bytes()}${live}\r\nHost: a\r\n\r\n`, 5_000);
    expect(statuses(answer)).toEqual([status]);
    expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
  },
);

test('S6: never sends "100 Continue" to an HTTP/1.0 client', async () => {
  const bytes = exchange([length, expecting], body, '1.0');
  const [start, ...rest] = [bytes.slice(0, -body.length), body];
  const socket = connect(running.service.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  socket.write(start);
  setTimeout(() => socket.write(rest.join('')), 100);
  await once(socket, 'close');
  expect(statuses(received)).toEqual([200]);
});

test('S6: closes connections above the limit at once, and serves the next one after one has ended', async () => {
  const lines: string[] = [];
  const full = await startTestService({ MAX_CONNECTIONS: '10' }, (_level, event) => lines.push(event));
  const { port } = full.service;
  const open = () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    return { socket, closed: once(socket, 'close') };
  };
  const held = Array.from({ length: 10 }, open);
  await Promise.all(held.map(({ socket }) => once(socket, 'connect')));
  const extra = Array.from({ length: 5 }, open);
  await Promise.all(extra.map(({ closed }) => closed));
  expect(held.filter(({ socket }) => socket.destroyed)).toEqual([]);
  // Logged once, although several connections were refused.
  expect(lines.filter((event) => event === 'connections_full')).toHaveLength(1);
  held[0]?.socket.destroy();
  await vi.waitFor(async () => {
    expect(statuses(await sendRaw(port, head(live, 'Host: a')))).toEqual([200]);
  }, 5_000);
  for (const { socket } of held) socket.destroy();
  await full.close();
});

test('sends no second response when the body of an answered request breaks off', async () => {
  const bytes =
    head('POST /api/token HTTP/1.1', 'Host: a', 'Content-Type: application/json', chunked) + '5\r\n';
  const answer = await sendRaw(running.service.port, `${bytes}hello-and-no-end`);
  expect(statuses(answer)).toEqual([401]);
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
])('accepts the Host %s', async (host) => {
  expect(statuses(await sendRaw(running.service.port, head(live, `Host: ${host}`)))).toEqual([200]);
});

test('stops reading an endless body soon after a refusal', { timeout: 10_000 }, async () => {
  const socket = connect(running.service.port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  const lines = ['Host: a', 'Authorization: Bearer x', 'Content-Type: application/json', chunked];
  socket.write([`POST /api/token HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  const drip = setInterval(() => socket.write(`400\r\n${'x'.repeat(0x400)}\r\n`), 20);
  await once(socket, 'close');
  clearInterval(drip);
});

test('answers 40 pipelined exchanges in order, whatever the order of the responses from ACS', async () => {
  running.acs.answer = (_request, response, text) => {
    const { token: artifact1 } = JSON.parse(text) as { token: string };
    const expiresOn = new Date(Date.now() + 3_600_000).toISOString();
    setTimeout(() => sendJson(response, { token: `for-${artifact1}`, expiresOn }), Math.random() * 30);
  };
  const one = (index: number): string => {
    const content = `{"teamsUserAadToken":"a-${index}"}`;
    const bytes = exchange([`Content-Length: ${content.length}`], content);
    return index === 39 ? bytes : bytes.replace('Connection: close\r\n', '');
  };
  const all = Array.from({ length: 40 }, (_, index) => one(index)).join('');
  const answer = await sendRaw(running.service.port, all, 5_000);
  const order = [...answer.matchAll(/"for-a-(\d+)"/g)].map(([, index]) => Number(index));
  expect(order).toEqual(Array.from({ length: 40 }, (_, index) => index));
});

test('does not upgrade a connection', async () => {
  const answer = await sendRaw(
    running.service.port,
    `${live}\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`,
  );
  expect(statuses(answer)).toEqual([200]);
});

test('answers pipelined requests in order and closes the connection after a malformed one', async () => {
  const next = `${live}\r\nHost: a\r\n\r\n`;
  const answer = await sendRaw(
    running.service.port,
    `${next}${next.replace('live', 'none')}${next}GARBAGE\r\n\r\n${next}`,
  );
  expect(statuses(answer)).toEqual([200, 404, 200, 400]);
});
