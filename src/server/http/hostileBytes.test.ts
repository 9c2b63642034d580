import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import {
  chunkedBody,
  chunkedHeader,
  createRawExchange,
  createRequestHead,
  exchangeBody,
  lengthHeader,
  liveRequestLine,
  readErrorCode,
  readStatuses,
} from '../fixtures/rawHttp.ts';
import { setUpService } from '../fixtures/setUpService.ts';

/** These tests check that a proxy and the service cannot disagree about where a request begins and ends, and for whom it is. */
const running = setUpService();

const bytesOneByOne = exchangeBody.replaceAll(/./g, '1\r\n$&\r\n') + '0\r\n\r\n';
const chunksWithTrailer = chunkedBody.replace('\r', ';a=b\r').replace(/\r\n$/, 'X: y\r\n\r\n');
test.each<[string, string, string, string?]>([
  ['an announced length in HTTP/1.0', lengthHeader, exchangeBody, '1.0'],
  ['chunks with an extension and a trailer', chunkedHeader, chunksWithTrailer],
  ['chunks of one byte', chunkedHeader, bytesOneByOne],
])('the service reads a body with %s as one request', async (_name, line, content, version) => {
  const answer = await running.sendRaw(createRawExchange(running.token, [line], content, version));
  expect(readStatuses(answer)).toEqual([200]);
});

const manyHeaders = Array<string>(2_100).fill('a:');
test.each<[string, string[], string, string?]>([
  ['Content-Length and Transfer-Encoding', [lengthHeader, chunkedHeader], chunkedBody],
  ['two lengths', [lengthHeader, lengthHeader], exchangeBody],
  ['a space after the name Content-Length', [`Content-Length : ${exchangeBody.length}`], exchangeBody],
  ['the coding "chunked, identity"', ['Transfer-Encoding: chunked, identity'], chunkedBody],
  ['the coding "gzip, chunked"', ['Transfer-Encoding: gzip, chunked'], chunkedBody],
  ['the coding "identity"', ['Transfer-Encoding: identity'], exchangeBody],
  ['chunks in HTTP/1.0', [chunkedHeader], chunkedBody, '1.0'],
  ['chunks separated by LF', [chunkedHeader], chunkedBody.replaceAll('\r\n', '\n')],
  ['a folded header', [lengthHeader, 'X-A: 1\r\n folded'], exchangeBody],
  ['a lone CR', [lengthHeader, 'X-A: a\rX-B: b'], exchangeBody],
  ['two equal Origin headers', [lengthHeader, 'Origin: http://a', 'Origin: http://a'], exchangeBody],
  ['two Content-Type headers', [lengthHeader, 'Content-Type: text/plain'], exchangeBody],
  ['two Authorization headers', [lengthHeader, 'Authorization: Bearer b'], exchangeBody],
  ['two, 2,000 headers apart', [lengthHeader, ...manyHeaders, 'Authorization: b'], exchangeBody],
  ['HTTP/2.0 in the request line', [lengthHeader], exchangeBody, '2.0'],
])('the service answers 400, and only once, to a request with %s', async (_name, lines, content, version) => {
  const answer = await running.sendRaw(createRawExchange(running.token, lines, content, version));
  expect([readStatuses(answer), typeof readErrorCode(answer)]).toEqual([[400], 'string']);
});

test('the service sends no second response when the body of an answered request breaks off', async () => {
  const lines = ['Host: a', 'Content-Type: application/json', chunkedHeader];
  const head = createRequestHead('POST /api/token HTTP/1.1', ...lines);
  expect(readStatuses(await running.sendRaw(`${head}5\r\nhello-and-no-end`))).toEqual([401]);
});

const askLive = (...lines: string[]) => createRequestHead(liveRequestLine, ...lines);
const longHeader = `X-Long: ${'x'.repeat(20_000)}`;
test.each([
  ['two Host headers', askLive('Host: a', 'Host: b'), 400],
  ['no Host', askLive(), 400],
  ['a Host with a space', askLive('Host: a b'), 400],
  ['a Host with a user', askLive('Host: x@a'), 400],
  ['a Host with a path', askLive('Host: a/b'), 400],
  ['two hosts in one Host', askLive('Host: a,b'), 400],
  ['a Host with an empty label', askLive('Host: a..b'), 400],
  ['a Host that is a wildcard', askLive('Host: *'), 400],
  ['a Host with a port beyond 65,535', askLive('Host: a:65536'), 400],
  ['a Host of 300 characters', askLive(`Host: ${'a'.repeat(300)}`), 400],
  ['a host in its target', createRequestHead('GET http://a/health/live HTTP/1.1', 'Host: a'), 400],
  ['no path in the request line', createRequestHead('OPTIONS * HTTP/1.1', 'Host: a'), 400],
  ['no slash in the request line', createRequestHead('GET health/live HTTP/1.1', 'Host: a'), 400],
  ['TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03', 400],
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['a header of 20 kB', askLive('Host: a', longHeader), 431],
  ['an unknown expectation', askLive('Host: a', 'Expect: 200-ok'), 417],
])('the service refuses a request with %s', async (_name, bytes, expected) => {
  const answer = await running.sendRaw(bytes);
  expect([readStatuses(answer), typeof readErrorCode(answer)]).toEqual([[expected], 'string']);
});

test.each(['a', 'A.example', 'a.example.:8080', '127.0.0.1:1', '[::1]:8080', 'my_service', 'xn--e1afmkfd.a'])(
  'the service accepts the Host %s',
  async (host) => expect(readStatuses(await running.sendRaw(askLive(`Host: ${host}`)))).toEqual([200]),
);

const expectHeader = 'Expect: 100-continue';
/** Opens a connection, and sends bytes. @returns it, and what the service has answered so far */
function openConnection(bytes: string) {
  const socket = connect(running.service.port, '127.0.0.1');
  const answer = { text: '' };
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer.text += chunk));
  socket.write(bytes);
  return { socket, answer };
}

test('S6: the service sends "100 Continue" only when it is about to read the body of an exchange', async () => {
  const head = createRawExchange(running.token, [lengthHeader, expectHeader], '');
  const { socket, answer } = openConnection(head);
  await vi.waitFor(() => expect(readStatuses(answer.text)).toEqual([100]), 5_000);
  socket.write(exchangeBody);
  await once(socket, 'close');
  expect(readStatuses(answer.text)).toEqual([100, 200]);
});

test('S6: the service never sends "100 Continue" to an HTTP/1.0 client', async () => {
  const head = createRawExchange(running.token, [lengthHeader, expectHeader], '', '1.0');
  const { socket, answer } = openConnection(head);
  setTimeout(() => socket.write(exchangeBody), 100);
  await once(socket, 'close');
  expect(readStatuses(answer.text)).toEqual([200]);
});

const json = 'Content-Type: application/json';
const readBearer = () => `Authorization: Bearer ${running.token}`;
test.each<[string, number, string, () => string[]]>([
  ['a body that is too long', 413, 'POST /api/token', () => [readBearer(), json, 'Content-Length: 17000']],
  ['no access token', 401, 'POST /api/token', () => [json, lengthHeader]],
  ['another content type', 415, 'POST /api/token', () => ['Content-Type: text/plain', lengthHeader]],
  ['a foreign origin', 403, 'POST /api/token', () => ['Origin: https://evil.example', json, lengthHeader]],
  ['another method', 405, 'PUT /api/token', () => [json, lengthHeader]],
  ['another path', 404, 'POST /api/other', () => [json, lengthHeader]],
  ['a second expectation', 417, 'POST /api/token', () => [json, lengthHeader, 'Expect: x']],
])(
  'S6: to a request with %s the service sends a refusal but no "100 Continue", and closes the connection, whose next bytes could be a body',
  async (_name, status, request, listHeaders) => {
    const bytes = [`${request} HTTP/1.1`, 'Host: a', expectHeader, ...listHeaders(), '', ''].join('\r\n');
    const answer = await running.sendRaw(`${bytes}${liveRequestLine}\r\nHost: a\r\n\r\n`, 5_000);
    expect(readStatuses(answer)).toEqual([status]);
    expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
  },
);
