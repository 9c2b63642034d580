import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Sample {
  /** The HTTP status; 0 if the connection failed. */
  readonly status: number;
  /** Milliseconds from sending the request until the whole answer had arrived. */
  readonly tookMs: number;
}

const noAnswer: Sample = { status: 0, tookMs: Infinity };

/**
 * Opens an HTTP connection that stays open and sends one request at a time. It reads only the parts of HTTP that the service
 * uses, and so costs far less than `node:http`. Otherwise this program could be slower than the service that it measures.
 */
function openConnection(port: number): { send(bytes: string): Promise<Sample>; close(): void } {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let receivedText = '';
  // `send` replaces both functions with those of the promise that it returns.
  let resolveRequest: (sample: Sample) => void = () => {};
  let rejectRequest: (error: Error) => void = () => {};
  let sentAt = 0;
  socket.setEncoding('latin1');
  socket.on('error', (error) => rejectRequest(error));
  socket.on('close', () => rejectRequest(new Error('closed')));
  socket.on('data', (chunk: string) => {
    receivedText += chunk;
    const headEnd = receivedText.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const bodyLength = Number(/\r\ncontent-length: (\d+)/i.exec(receivedText)?.[1] ?? 0);
    // The empty line after the head has four characters.
    if (receivedText.length < headEnd + 4 + bodyLength) return;
    // An answer begins with `HTTP/1.1 200`.
    const status = Number(receivedText.slice(9, 12));
    receivedText = '';
    resolveRequest({ status, tookMs: performance.now() - sentAt });
  });
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        resolveRequest = resolve;
        rejectRequest = reject;
        sentAt = performance.now();
        socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
}

/** Sends requests as fast as possible. Each of 32 connections sends its next request as soon as its last request is answered. */
export async function sendAsFastAsPossible(port: number, seconds: number, createRequestText: () => string) {
  const samples: Sample[] = [];
  const endsAt = performance.now() + seconds * 1000;
  const runs = Array.from({ length: 32 }, async () => {
    const connection = openConnection(port);
    while (performance.now() < endsAt) samples.push(await connection.send(createRequestText()));
    connection.close();
  });
  await Promise.all(runs);
  return samples;
}

/**
 * Sends requests at a fixed rate. It does not wait for an answer before the next request, because waiting would hide slow
 * answers.
 */
export async function sendAtRate(
  port: number,
  perSecond: number,
  seconds: number,
  createRequestText: () => string,
): Promise<Sample[]> {
  const idleConnections: ReturnType<typeof openConnection>[] = [];
  const pendingSamples: Promise<Sample>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const dueAt = startedAt + (index * 1000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await wait(waitMs);
    const connection = idleConnections.pop() ?? openConnection(port);
    const answer = connection.send(createRequestText());
    // After a failure, the connection is not used again.
    answer.then(() => idleConnections.push(connection)).catch(() => {});
    pendingSamples.push(answer.catch(() => noAnswer));
  }
  const samples = await Promise.all(pendingSamples);
  for (const connection of idleConnections) connection.close();
  return samples;
}

/** Sends many requests at the same time, each on a connection of its own, and waits for all answers. */
export function sendAtOnce(port: number, count: number, createRequestText: () => string): Promise<Sample[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const connection = openConnection(port);
      const sample = await connection.send(createRequestText()).catch(() => noAnswer);
      connection.close();
      return sample;
    }),
  );
}
