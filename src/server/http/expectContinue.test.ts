import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createRawExchange, exchangeBody, lengthHeader, liveRequestLine } from '../fixtures/rawExchange.ts';
import { readStatuses, sendRaw } from '../fixtures/rawHttp.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';

let testService: TestService;
let token: string;
beforeAll(async () => {
  testService = await startTestService();
  token = await testService.entra.sign();
});
afterAll(() => testService.close());

const expectHeader = 'Expect: 100-continue';
test('S6: the service sends "100 Continue" only when it is about to read the body of an exchange', async () => {
  const socket = connect(testService.service.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  socket.write(createRawExchange(token, [lengthHeader, expectHeader], ''));
  await vi.waitFor(() => expect(readStatuses(received)).toEqual([100]), 5_000);
  socket.write(exchangeBody);
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
  ['no access token', 401, () => createExpectingRequest('POST', '/api/token', jsonHeader, lengthHeader)],
  [
    'another content type',
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
  'S6: to a request with %s the service sends a refusal but no "100 Continue", and closes the connection, whose next bytes could be a body',
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
  const bytes = createRawExchange(token, [lengthHeader, expectHeader], exchangeBody, '1.0');
  const requestHead = bytes.slice(0, -exchangeBody.length);
  const socket = connect(testService.service.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  socket.write(requestHead);
  setTimeout(() => socket.write(exchangeBody), 100);
  await once(socket, 'close');
  expect(readStatuses(received)).toEqual([200]);
});
