import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeBuiltApp } from '../../src/server/fixtures/builtApp.ts';
import { createLimitReport } from './limits.ts';
import { sendAtOnce, sendAtRate, type Sample } from './load.ts';
import { readBenchOptions } from './options.ts';
import { createServiceProcesses, readUsage } from './serviceProcesses.ts';

/**
 * The program of `npm run bench:service-faults`, about a minute. It gives the token service what hostile clients would give it, and
 * prints the memory that the service needed and how soon it answered about its health. All traffic stays on this machine. How the
 * service treats one such client, a hanging Redis or SIGTERM, the tests in `src/server/` say.
 */
const { smoke } = readBenchOptions();
const connectionCounts = smoke ? [100] : [1_000, 4_500];
const pipelinedCount = smoke ? 200 : 2_000;
const unreadCount = smoke ? 50 : 4_500;
/** Milliseconds in which the connections that never read fill their buffers. */
const fillMs = smoke ? 500 : 5_000;
const maxPeakMib = 400;
/** The liveness probes of the files in `deploy/` wait for 3 s. */
const maxHealthMs = 3_000;
const report = createLimitReport(58, smoke);
const processes = await createServiceProcesses();

/** Creates the text of a GET. */
const createGet = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n`;

/** Counts how often each status occurs, such as `4500 × 200`. Status 0 is a connection that failed. */
function describeStatuses(statuses: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} × ${status || 'no answer'}`).join(', ');
}

/** Asks for the health ten times a second, each time on a new connection, until the signal aborts. */
async function watchHealth(port: number, signal: AbortSignal): Promise<Sample[]> {
  const samples: Sample[] = [];
  while (!signal.aborted) {
    samples.push(...(await sendAtOnce(port, 1, () => createGet('/health/live'))));
    await setTimeout(100);
  }
  return samples;
}

const askForPage = async (port: number, count: number): Promise<number[]> =>
  (await sendAtOnce(port, count, () => createGet('/'))).map(({ status }) => status);

/** Sends requests for the page over one connection, without waiting for answers. */
function pipelinePages(port: number, count: number): Promise<number[]> {
  return new Promise((resolve) => {
    const statuses: number[] = [];
    let rest = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(createGet('/').repeat(count)));
    socket.setEncoding('latin1').on('error', () => {});
    socket.on('data', (chunk: string) => {
      const text = rest + chunk;
      for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g)) statuses.push(Number(status));
      // The end of this chunk may contain the beginning of a status line, which has 13 characters.
      rest = text.slice(-12);
      if (statuses.length >= count) socket.destroy();
    });
    socket.on('close', () => resolve(statuses));
  });
}

/** Asks for tokens while other connections ask for a large file and never read it. */
async function askWhileOthersDoNotRead(port: number): Promise<number[]> {
  const readers = Array.from({ length: unreadCount }, () => {
    const socket = connect(port, '127.0.0.1', () => socket.write(createGet('/assets/sdk-7a8b.js')));
    return socket.on('error', () => {}).pause();
  });
  await setTimeout(fillMs);
  const tokens = await sendAtRate(port, 5, 2, processes.createRequest);
  for (const reader of readers) reader.destroy();
  return tokens.map(({ status }) => status);
}

const root = await writeBuiltApp();
const rules = Array.from({ length: 2_500 }, (_, index) => `.f${index * 7919}{top:${index % 97}px}`);
await writeFile(
  join(root, 'index.html'),
  `<!doctype html><script nonce="__CSP_NONCE__"></script><style nonce="__CSP_NONCE__">${rules.join('')}</style>`,
);
// More than the buffers of the operating system take.
await writeFile(join(root, 'assets/sdk-7a8b.js'), randomBytes(16_000_000));
const acs = await processes.start('acs');

/**
 * Lets hostile clients send requests to a new service, and reports the answers, the service's memory and its health.
 * @param send sends the requests, and returns the statuses of the answers
 * @param allowed the statuses that an answer may have
 */
async function reportAttack(
  name: string,
  send: (port: number) => Promise<number[]>,
  allowed: { readonly statuses: readonly number[]; readonly count: number },
  env: Record<string, string> = {},
): Promise<void> {
  const changes = { quota: 500, env: { WEB_ROOT: root, ...env } };
  const server = await processes.start('service', acs.port, changes);
  const end = new AbortController();
  const health = watchHealth(server.port, end.signal);
  const statuses = await send(server.port);
  end.abort();
  const healthSamples = await health;
  const isAllowed = statuses.every((status) => allowed.statuses.includes(status));
  report.add(name, describeStatuses(statuses), isAllowed && statuses.length === allowed.count);
  const peakMib = (await readUsage(server)).peakBytes / 2 ** 20;
  report.add(
    `  its memory at most (limit ${maxPeakMib} MiB)`,
    `${peakMib.toFixed(0)} MiB`,
    peakMib < maxPeakMib,
  );
  const healthStatuses = healthSamples.map(({ status }) => status);
  const isAlwaysLive = healthStatuses.every((status) => status === 200);
  report.add('  its health, not answered with 200 (limit 0)', describeStatuses(healthStatuses), isAlwaysLive);
  const slowestMs = Math.max(...healthSamples.map(({ tookMs }) => Math.round(tookMs)));
  report.addTimed(
    `  slowest answer about the health (limit ${maxHealthMs} ms)`,
    `${slowestMs} ms`,
    slowestMs,
    slowestMs <= maxHealthMs,
  );
}

for (const count of connectionCounts) {
  const allowed = { statuses: [200, 503], count };
  await reportAttack(`${count} connections ask for the page`, (port) => askForPage(port, count), allowed);
}
await reportAttack(
  `${pipelinedCount} requests for the page on one connection, 10 allowed`,
  (port) => pipelinePages(port, pipelinedCount),
  { statuses: [200, 503], count: pipelinedCount },
  { MAX_CONNECTIONS: '10' },
);
await reportAttack(`${unreadCount} readers never read: tokens`, askWhileOthersDoNotRead, {
  statuses: [200],
  // Five a second, for two seconds.
  count: 10,
});
processes.stop();
await processes.close();
await rm(root, { recursive: true });
report.setExitCode();
