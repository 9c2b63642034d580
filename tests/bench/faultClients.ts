import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { sendAtOnce, type Sample } from './load.ts';

/** Clients of `npm run bench -- service-faults`. They connect to this machine only. */

export const createGet = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n`;

/** Counts how often each status occurs, such as `4500 × 200`. Status 0 is a connection that failed. */
export function describeStatuses(samples: readonly Pick<Sample, 'status'>[]): string {
  const counts = new Map<number, number>();
  for (const { status } of samples) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} × ${status || 'no answer'}`).join(', ');
}

/** Asks for the health ten times a second, each time on a new connection, until `stop`. */
export function watchHealth(port: number): { stop(): Promise<readonly Sample[]> } {
  const stopping = new AbortController();
  const samples: Sample[] = [];
  const watch = (async () => {
    while (!stopping.signal.aborted) {
      samples.push(...(await sendAtOnce(port, 1, () => createGet('/health/live'))));
      await setTimeout(100);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await watch;
      return samples;
    },
  };
}

/** Sends requests for a page over one connection, without waiting for answers. @returns the statuses of the answers */
export function pipelinePages(port: number, count: number): Promise<{ status: number }[]> {
  return new Promise((resolve) => {
    const answers: { status: number }[] = [];
    let rest = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(createGet('/').repeat(count)));
    socket.setEncoding('latin1').on('error', () => {});
    socket.on('data', (chunk: string) => {
      const text = rest + chunk;
      for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g))
        answers.push({ status: Number(status) });
      // The end of this chunk may contain the beginning of a status line, which has 13 characters.
      rest = text.slice(-12);
      if (answers.length >= count) socket.destroy();
    });
    socket.on('close', () => resolve(answers));
  });
}

/** Opens connections that ask for a file and never read it. */
export function openUnread(port: number, count: number, path: string): Socket[] {
  return Array.from({ length: count }, () => {
    const socket = connect(port, '127.0.0.1', () => socket.write(createGet(path)));
    return socket.on('error', () => {}).pause();
  });
}

/** Lets clients send requests one after another, over connections that they keep open, until the port is closed. */
export async function sendUntilClosed(port: number, clientCount: number) {
  const figures = {
    answerCount: 0,
    /** Requests on a connection that had carried an answer, and then was closed or reset before the next one. */
    reusedResetCount: 0,
    /** Requests on a new connection that was reset. Clients ignore here that the service says "not ready". */
    newResetCount: 0,
  };
  const agent = new Agent({ keepAlive: true, maxSockets: clientCount });
  /** Sends a request, and counts how it ended. @returns whether the port is still open */
  const send = (): Promise<boolean> =>
    new Promise((resolve) => {
      const sent = request({ port, host: '127.0.0.1', path: '/health/live', agent }, (response) =>
        response.resume().once('end', () => {
          figures.answerCount += 1;
          resolve(true);
        }),
      );
      sent.on('error', ({ code }: NodeJS.ErrnoException) => {
        if (code !== 'ECONNREFUSED') figures[sent.reusedSocket ? 'reusedResetCount' : 'newResetCount'] += 1;
        resolve(code !== 'ECONNREFUSED');
      });
      sent.end();
    });
  await Promise.all(
    Array.from({ length: clientCount }, async () => {
      while (await send()) await setTimeout(Math.random() * 40);
    }),
  );
  agent.destroy();
  return figures;
}
