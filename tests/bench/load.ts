import { connect } from 'node:net';

export interface Sample {
  readonly status: number;
  /** Milliseconds from sending the request until the whole answer had arrived. */
  readonly tookMs: number;
}

/** A kept-alive connection that sends one request at a time. It costs far less than `node:http`, so it never is the bottleneck. */
function openConnection(port: number): { send(bytes: string): Promise<Sample>; close(): void } {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = '';
  let answered: (sample: Sample) => void = () => {};
  let failed: (error: Error) => void = () => {};
  let sentAt = 0;
  socket.setEncoding('latin1');
  socket.on('error', (error) => failed(error));
  socket.on('close', () => failed(new Error('closed')));
  socket.on('data', (chunk: string) => {
    received += chunk;
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (received.length < end + 4 + length) return;
    const status = Number(received.slice(9, 12));
    received = '';
    answered({ status, tookMs: performance.now() - sentAt });
  });
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        answered = resolve;
        failed = reject;
        sentAt = performance.now();
        socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
}

/** Sends requests as fast as possible: each of 32 connections sends the next request when the last one is answered. */
export async function saturate(port: number, seconds: number, request: () => string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const end = performance.now() + seconds * 1000;
  const runs = Array.from({ length: 32 }, async () => {
    const connection = openConnection(port);
    while (performance.now() < end) samples.push(await connection.send(request()));
    connection.close();
  });
  await Promise.all(runs);
  return samples;
}

/** Sends requests at a fixed rate without waiting for answers, because waiting would hide slow answers. */
export async function sendAtRate(
  port: number,
  perSecond: number,
  seconds: number,
  request: () => string,
): Promise<Sample[]> {
  const idle: ReturnType<typeof openConnection>[] = [];
  const all: Promise<Sample>[] = [];
  const started = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = started + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const connection = idle.pop() ?? openConnection(port);
    all.push(
      connection.send(request()).then(
        (sample) => {
          idle.push(connection);
          return sample;
        },
        () => ({ status: 0, tookMs: Infinity }),
      ),
    );
  }
  const samples = await Promise.all(all);
  for (const connection of idle) connection.close();
  return samples;
}
