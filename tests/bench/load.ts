import { connect } from 'node:net';

export interface Sample {
  readonly status: number;
  /** Milliseconds from sending to the whole answer. */
  readonly took: number;
}

/** One kept-alive connection that sends one request at a time; far cheaper than node:http, so that it never is the limit. */
function openLine(port: number): { send(bytes: string): Promise<Sample>; close(): void } {
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
    answered({ status, took: performance.now() - sentAt });
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

/** As fast as it goes: each of 32 connections sends its next request when the last is answered. */
export async function saturate(port: number, seconds: number, request: () => string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const end = performance.now() + seconds * 1000;
  const runs = Array.from({ length: 32 }, async () => {
    const line = openLine(port);
    while (performance.now() < end) samples.push(await line.send(request()));
    line.close();
  });
  await Promise.all(runs);
  return samples;
}

/** At a fixed rate, whether the last is answered or not: waiting for answers would hide slow ones. */
export async function offer(
  port: number,
  perSecond: number,
  seconds: number,
  request: () => string,
): Promise<Sample[]> {
  const idle: ReturnType<typeof openLine>[] = [];
  const all: Promise<Sample>[] = [];
  const started = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = started + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const line = idle.pop() ?? openLine(port);
    all.push(
      line.send(request()).then(
        (sample) => {
          idle.push(line);
          return sample;
        },
        () => ({ status: 0, took: Infinity }),
      ),
    );
  }
  const samples = await Promise.all(all);
  for (const line of idle) line.close();
  return samples;
}
