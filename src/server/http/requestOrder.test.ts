import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { createHttpServer, type HttpServerOptions } from './httpServer.ts';

let server: Server;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
  await once(server, 'close');
});

/** Starts a server. @returns a function that opens a connection and sends requests without waiting for answers */
async function startServer(
  fetch: Parameters<typeof createHttpServer>[0],
  options?: HttpServerOptions,
): Promise<(requestCount: number) => Socket> {
  server = createHttpServer(fetch, options).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (requestCount) => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(requestCount));
    sockets.push(socket);
    return socket;
  };
}

test('the server handles the requests of a connection one after another, and those of two connections at the same time', async () => {
  let running = 0;
  let maxRunning = 0;
  let answeredCount = 0;
  const send = await startServer(async () => {
    maxRunning = Math.max(maxRunning, ++running);
    await setTimeout(20);
    running -= 1;
    answeredCount += 1;
    return new Response('x');
  });
  for (const socket of [send(10), send(10)]) socket.resume();
  await vi.waitFor(() => expect(answeredCount).toBe(20), 5_000);
  expect(maxRunning).toBe(2);
});

test('the server creates no further answer for a client that reads none', async () => {
  let answerCount = 0;
  const send = await startServer(() => {
    answerCount += 1;
    // More than the buffers of the operating system take.
    return new Response(Buffer.alloc(32_000_000));
  });
  send(5).pause();
  await setTimeout(300);
  expect(answerCount).toBe(1);
});

test('the server closes a connection whose requests would fill the memory, and serves the others', async () => {
  let isFirst = true;
  const send = await startServer(() => {
    if (!isFirst) return new Response('x');
    isFirst = false;
    return new Promise<Response>(() => {});
  });
  const greedySocket = send(12_000);
  await vi.waitFor(() => expect(greedySocket.destroyed).toBe(true), 5_000);
  const [answer] = (await once(send(1), 'data')) as [Buffer];
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
});

test('the server closes a connection on which an answer does not move', async () => {
  const send = await startServer(() => new Response(Buffer.alloc(32_000_000)), { stallTimeoutMs: 500 });
  send(1).pause();
  const [{ socket }] = (await once(server, 'request')) as [IncomingMessage];
  expect(socket.destroyed).toBe(false);
  await vi.waitFor(() => expect(socket.destroyed).toBe(true), 5_000);
});
