import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCode, head, sendRaw, statuses } from '../fixtures/raw-http.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';
import { answerJson } from '../fixtures/stub.ts';

/** Where a request begins and ends, and to whom it goes, must be the same to every reader on its way. */

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
/** An exchange that would succeed, but for the lines added to its head. */
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
])('HTTP: %s: read as one request', async (_name, lines, content, version) => {
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
  ['a chunk longer than it says', [chunked], chunks.replace('}\r', '}}\r')],
  ['a chunk extension of 20 kB', [chunked], chunks.replace('\r', `;${'x'.repeat(20_000)}\r`)],
  ['chunks parted by LF', [chunked], chunks.replaceAll('\r\n', '\n')],
  ['a folded header', [length, 'X-A: 1\r\n folded'], body],
  ['a lone CR', [length, 'X-A: a\rX-B: b'], body],
  ['a NUL in a header', [length, 'X-A: a\0b'], body],
  ['a header without a name', [length, ': a'], body],
  ['Origin twice, the same', [length, 'Origin: http://a', 'Origin: http://a'], body],
  ['Content-Type twice', [length, 'Content-Type: text/plain'], body],
  ['two Authorization headers', [length, 'Authorization: Bearer b'], body],
  [
    'two Authorization headers, one behind 2,000 others',
    [length, ...Array<string>(2_100).fill('a:'), 'Authorization: b'],
    body,
  ],
  ['HTTP/2.0 in the request line', [length], body, '2.0'],
])('HTTP: %s: 400, once', async (_name, lines, content, version) => {
  const answer = await sendRaw(running.service.port, exchange(lines, content, version));
  expect([statuses(answer), typeof errorCode(answer)]).toEqual([[400], 'string']);
});

test.each([
  ['doubled Host', head(live, 'Host: a', 'Host: b'), 400],
  ['no Host', head(live), 400],
  ['a Host that is none', head(live, 'Host: a b'), 400],
  ['a Host with a user', head(live, 'Host: x@a'), 400],
  ['a Host with a path', head(live, 'Host: a/b'), 400],
  ['a Host with an encoded NUL', head(live, 'Host: a%00b'), 400],
  ['two hosts in one Host', head(live, 'Host: a,b'), 400],
  ['a Host of dots', head(live, 'Host: ..'), 400],
  ['a Host with an empty label', head(live, 'Host: a..b'), 400],
  ['a Host in quotes', head(live, 'Host: "a"'), 400],
  ['a Host of any name', head(live, 'Host: *'), 400],
  ['a Host with a parameter', head(live, 'Host: a;b=c'), 400],
  ['a Host with a port beyond 65,535', head(live, 'Host: a:65536'), 400],
  ['a Host of 300 characters', head(live, `Host: ${'a'.repeat(300)}`), 400],
  ['another host in the request line', head('GET http://evil.example/health/live HTTP/1.1', 'Host: a'), 400],
  ['the own host in the request line', head('GET http://a/health/live HTTP/1.1', 'Host: a'), 400],
  ['no path in the request line', head('OPTIONS * HTTP/1.1', 'Host: a'), 400],
  ['no slash in the request line', head('GET health/live HTTP/1.1', 'Host: a'), 400],
  ['HTTP/0.9', 'GET /health/live\r\n\r\n', 400],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03', 400],
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['20 kB header', head(live, 'Host: a', `X-Long: ${'x'.repeat(20_000)}`), 431],
  ['an expectation that nobody can meet', head(live, 'Host: a', 'Expect: 200-ok'), 417],
])('HTTP: %s', async (_name, bytes, expected) => {
  const answer = await sendRaw(running.service.port, bytes);
  expect([statuses(answer), typeof errorCode(answer)]).toEqual([[expected], 'string']);
});

test('HTTP: what breaks in the body of a request that is already answered gets no second answer', async () => {
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
])('HTTP: the Host %s is one', async (host) => {
  expect(statuses(await sendRaw(running.service.port, head(live, `Host: ${host}`)))).toEqual([200]);
});

test('HTTP: an endless body behind a refusal is not read for long', { timeout: 10_000 }, async () => {
  const socket = connect(running.service.port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  const lines = ['Host: a', 'Authorization: Bearer x', 'Content-Type: application/json', chunked];
  socket.write([`POST /api/token HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  const drip = setInterval(() => socket.write(`400\r\n${'x'.repeat(0x400)}\r\n`), 20);
  await once(socket, 'close');
  clearInterval(drip);
});

test('HTTP: 40 exchanges in a row on one connection are answered in their order, whatever ACS’s', async () => {
  running.acs.answer = (_request, response, text) => {
    const { token: artifact1 } = JSON.parse(text) as { token: string };
    const expiresOn = new Date(Date.now() + 3_600_000).toISOString();
    setTimeout(() => answerJson(response, { token: `for-${artifact1}`, expiresOn }), Math.random() * 30);
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

test('HTTP: an upgrade is not made', async () => {
  const answer = await sendRaw(
    running.service.port,
    `${live}\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`,
  );
  expect(statuses(answer)).toEqual([200]);
});

test('HTTP: pipelined requests are answered in their order, and what is none ends the connection', async () => {
  const next = `${live}\r\nHost: a\r\n\r\n`;
  const answer = await sendRaw(
    running.service.port,
    `${next}${next.replace('live', 'none')}${next}GARBAGE\r\n\r\n${next}`,
  );
  expect(statuses(answer)).toEqual([200, 404, 200, 400]);
});
