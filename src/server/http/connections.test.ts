import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import {
  chunkedHeader,
  createRawExchange,
  createRequestHead,
  liveRequestLine,
  readStatuses,
  sendRaw,
} from '../fixtures/rawHttp.ts';
import { startTestService } from '../fixtures/service.ts';
import { setUpService } from '../fixtures/setUpService.ts';
import { sendJson } from '../fixtures/stub.ts';

const running = setUpService();

test('S6: the service closes connections above the limit at once, and serves a new one after another has ended', async () => {
  const events: string[] = [];
  const log = (_level: string, event: string) => events.push(event);
  const limitedService = await startTestService({ MAX_CONNECTIONS: '10' }, log);
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
  const askLive = () => sendRaw(port, createRequestHead(liveRequestLine, 'Host: a'));
  await vi.waitFor(async () => expect(readStatuses(await askLive())).toEqual([200]), 5_000);
  for (const { socket } of openConnections) socket.destroy();
  await limitedService.close();
});

test('the service stops reading an endless body soon after a refusal', { timeout: 10_000 }, async () => {
  const socket = connect(running.service.port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  const lines = ['Host: a', 'Authorization: Bearer x', 'Content-Type: application/json', chunkedHeader];
  socket.write([`POST /api/token HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  // Sends a chunk of 0x400 bytes every 20 ms.
  const sendTimer = setInterval(() => socket.write(`400\r\n${'x'.repeat(0x400)}\r\n`), 20);
  await once(socket, 'close');
  clearInterval(sendTimer);
});

test('the service answers 40 pipelined exchanges in order, even if ACS answers in another order', async () => {
  running.acs.answer = (_request, response, text) => {
    const { token: teamsToken } = JSON.parse(text) as { token: string };
    const expiresOn = new Date(Date.now() + 3_600_000).toISOString();
    setTimeout(() => sendJson(response, { token: `for-${teamsToken}`, expiresOn }), Math.random() * 30);
  };
  const createRequest = (index: number): string => {
    const content = `{"teamsUserAadToken":"a-${index}"}`;
    const bytes = createRawExchange(running.token, [`Content-Length: ${content.length}`], content);
    // Only the last request asks the service to close the connection.
    return index === 39 ? bytes : bytes.replace('Connection: close\r\n', '');
  };
  const requests = Array.from({ length: 40 }, (_, index) => createRequest(index)).join('');
  const answer = await running.sendRaw(requests, 5_000);
  const order = [...answer.matchAll(/"for-a-(\d+)"/g)].map(([, index]) => Number(index));
  expect(order).toEqual(Array.from({ length: 40 }, (_, index) => index));
});

test('the service does not upgrade a connection', async () => {
  const headers = 'Host: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c';
  expect(readStatuses(await running.sendRaw(`${liveRequestLine}\r\n${headers}\r\n\r\n`))).toEqual([200]);
});

test('the service answers pipelined requests in order, and closes the connection after a malformed one', async () => {
  const request = `${liveRequestLine}\r\nHost: a\r\n\r\n`;
  const requests = [request, request.replace('live', 'none'), request, 'GARBAGE\r\n\r\n', request];
  const answer = await running.sendRaw(requests.join(''));
  expect(readStatuses(answer)).toEqual([200, 404, 200, 400]);
});
