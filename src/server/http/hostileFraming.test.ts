import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chunkedBody,
  chunkedHeader,
  createRawExchange,
  exchangeBody,
  lengthHeader,
} from '../fixtures/rawExchange.ts';
import { createRequestHead, readErrorCode, readStatuses, sendRaw } from '../fixtures/rawHttp.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';

/** These tests check that a proxy and the service cannot disagree about where the body of a request begins and ends. */

let testService: TestService;
let token: string;
beforeAll(async () => {
  testService = await startTestService();
  token = await testService.entra.sign();
});
afterAll(() => testService.close());

test.each<[string, string[], string, string?]>([
  ['an announced length', [lengthHeader], exchangeBody],
  ['an announced length in HTTP/1.0', [lengthHeader], exchangeBody, '1.0'],
  ['chunks', [chunkedHeader], chunkedBody],
  [
    'chunks with an extension and a trailer',
    [chunkedHeader],
    chunkedBody.replace('\r', ';a=b\r').replace(/\r\n$/, 'X: y\r\n\r\n'),
  ],
  [
    'chunks of one byte',
    [chunkedHeader],
    exchangeBody
      .split('')
      .map((byte) => `1\r\n${byte}\r\n`)
      .join('') + '0\r\n\r\n',
  ],
])('the service reads a body with %s as one request', async (_name, lines, content, version) => {
  expect(
    readStatuses(await sendRaw(testService.service.port, createRawExchange(token, lines, content, version))),
  ).toEqual([200]);
});

test.each<[string, string[], string, string?]>([
  ['Content-Length and Transfer-Encoding', [lengthHeader, chunkedHeader], chunkedBody],
  ['two lengths', [lengthHeader, lengthHeader], exchangeBody],
  ['a list as length', [`${lengthHeader}, ${exchangeBody.length}`], exchangeBody],
  ['a length with a sign', [`Content-Length: +${exchangeBody.length}`], exchangeBody],
  ['a length in hexadecimal', [`Content-Length: 0x${exchangeBody.length.toString(16)}`], exchangeBody],
  ['a length beyond 64 bits', ['Content-Length: 18446744073709551650'], exchangeBody],
  ['an empty length', ['Content-Length:'], exchangeBody],
  ['a space after the name Content-Length', [`Content-Length : ${exchangeBody.length}`], exchangeBody],
  ['two Transfer-Encoding headers', [chunkedHeader, chunkedHeader], chunkedBody],
  ['the coding "chunked, identity"', ['Transfer-Encoding: chunked, identity'], chunkedBody],
  ['the coding "gzip, chunked"', ['Transfer-Encoding: gzip, chunked'], chunkedBody],
  ['the coding "xchunked"', ['Transfer-Encoding: xchunked'], chunkedBody],
  ['the coding "identity"', ['Transfer-Encoding: identity'], exchangeBody],
  ['chunks in HTTP/1.0', [chunkedHeader], chunkedBody, '1.0'],
  ['a chunk of negative size', [chunkedHeader], `-${chunkedBody}`],
  ['a chunk beyond 64 bits', [chunkedHeader], `FFFFFFFFFFFFFFFFF\r\n${exchangeBody}`],
  ['a chunk longer than its size', [chunkedHeader], chunkedBody.replace('}\r', '}}\r')],
  ['a chunk extension of 20 kB', [chunkedHeader], chunkedBody.replace('\r', `;${'x'.repeat(20_000)}\r`)],
  ['chunks separated by LF', [chunkedHeader], chunkedBody.replaceAll('\r\n', '\n')],
  ['a folded header', [lengthHeader, 'X-A: 1\r\n folded'], exchangeBody],
  ['a lone CR', [lengthHeader, 'X-A: a\rX-B: b'], exchangeBody],
  ['a NUL in a header', [lengthHeader, 'X-A: a\0b'], exchangeBody],
  ['a header without a name', [lengthHeader, ': a'], exchangeBody],
  ['two equal Origin headers', [lengthHeader, 'Origin: http://a', 'Origin: http://a'], exchangeBody],
  ['two Content-Type headers', [lengthHeader, 'Content-Type: text/plain'], exchangeBody],
  ['two Authorization headers', [lengthHeader, 'Authorization: Bearer b'], exchangeBody],
  [
    'two Authorization headers, one after 2,000 others',
    [lengthHeader, ...Array<string>(2_100).fill('a:'), 'Authorization: b'],
    exchangeBody,
  ],
  ['HTTP/2.0 in the request line', [lengthHeader], exchangeBody, '2.0'],
])('the service answers 400, and only once, to a request with %s', async (_name, lines, content, version) => {
  const answer = await sendRaw(testService.service.port, createRawExchange(token, lines, content, version));
  expect([readStatuses(answer), typeof readErrorCode(answer)]).toEqual([[400], 'string']);
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
