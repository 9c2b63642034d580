import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  createRawExchange,
  createRequestHead,
  exchangeBody,
  lengthHeader,
  liveRequestLine,
  readErrorCode,
  readStatuses,
  sendRaw,
} from '../fixtures/rawHttp.ts';
import { writeBuiltApp } from '../fixtures/builtApp.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';

/** These tests fill all connections that the service allows. */
const maxConnections = 20;
let root: string;
let testService: TestService;
const sockets: Socket[] = [];
beforeEach(async () => {
  root = await writeBuiltApp();
  // More than the buffers of the operating system take.
  await writeFile(join(root, 'assets/sdk-7a8b.js'), randomBytes(16_000_000));
  testService = await startTestService({ WEB_ROOT: root, MAX_CONNECTIONS: String(maxConnections) });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await testService.close();
  await rm(root, { recursive: true });
});

async function openUnread(bytes = ''): Promise<Socket> {
  const socket = connect(testService.service.port, '127.0.0.1').on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}
const send = (bytes: string): Promise<string> => sendRaw(testService.service.port, bytes, 5_000);
const sendHead = (line: string): Promise<string> => send(createRequestHead(line, 'Host: a'));
const sendExchange = async (): Promise<string> =>
  send(createRawExchange(await testService.entra.sign(), [lengthHeader], exchangeBody));

test('while clients read no file to its end, others get tokens and the health, and further files are refused', async () => {
  for (let index = 0; index < maxConnections; index += 1)
    await openUnread('GET /assets/sdk-7a8b.js HTTP/1.1\r\nHost: a\r\n\r\n');
  // Half of the readers get the file. The service refuses the others and closes their connections.
  await vi.waitFor(async () => expect(readStatuses(await sendExchange())).toEqual([200]), 5_000);
  expect(readStatuses(await sendHead(liveRequestLine))).toEqual([200]);
  const refusal = await sendHead('GET / HTTP/1.1');
  expect([readStatuses(refusal), readErrorCode(refusal)]).toEqual([[503], 'site_busy']);
  expect(refusal).toMatch(/retry-after: 5\r\n/i);
});

test('while all connections are taken, further ones get only the health', async () => {
  for (let index = 0; index < maxConnections; index += 1) await openUnread();
  for (const path of ['live', 'ready', 'live?probe=1'])
    expect(readStatuses(await sendHead(`GET /health/${path} HTTP/1.1`))).toEqual([200]);
  for (const answer of [await sendExchange(), await sendHead('GET / HTTP/1.1')])
    expect([readStatuses(answer), readErrorCode(answer)]).toEqual([[503], 'connections_full']);
  // Connections that ask nothing do not keep the health from others.
  for (let index = 0; index < 60; index += 1) await openUnread();
  expect(readStatuses(await sendHead(liveRequestLine))).toEqual([200]);
});
