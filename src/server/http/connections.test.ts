import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import {
  chunkedHeader,
  createRequestHead,
  liveRequestLine,
  readStatuses,
  sendRaw,
} from '../fixtures/rawHttp.ts';
import { startTestService } from '../fixtures/service.ts';
import { setUpService } from '../fixtures/setUpService.ts';

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
