import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeBuiltApp } from '../../src/server/fixtures/builtApp.ts';
import { hasRedis, startRedis } from '../../src/server/fixtures/redis.ts';
import { acsKey } from '../../src/server/fixtures/service.ts';
import { sendJson, startStub } from '../../src/server/fixtures/stub.ts';
import {
  createGet,
  describeStatuses,
  openUnread,
  pipelinePages,
  sendUntilClosed,
  watchHealth,
} from './faultClients.ts';
import { createLimitReport } from './limitReport.ts';
import { sendAtOnce, sendAtRate, type Sample } from './load.ts';
import { readBenchOptions } from './options.ts';
import { createServiceProcesses, readUsage, type StartedServer } from './serviceProcesses.ts';

/**
 * The program of `npm run bench -- service-faults`, about 3 minutes. It gives the token service what a hostile client or a failing
 * neighbour would give it, and prints what the service did. All traffic stays on this machine.
 */
const { smoke } = readBenchOptions();
const connectionCounts = smoke ? [100] : [1_000, 4_500];
const pipelinedCount = smoke ? 200 : 2_000;
const unreadCount = smoke ? 50 : 4_500;
const redisSeconds = smoke ? 2 : 60;
const maxPeakMib = 400;
/** The liveness probes of the files in `deploy/` wait for 3 s. */
const maxHealthMs = 3_000;
const report = createLimitReport(58, smoke);
const processes = await createServiceProcesses();
const { createRequest } = processes;
const hasOnly = (samples: readonly Pick<Sample, 'status'>[], ...statuses: number[]): boolean =>
  samples.every(({ status }) => statuses.includes(status));
/** Reads the most memory that a server has had so far, in MiB. */
const readPeakMib = async (server: StartedServer): Promise<number> =>
  (await readUsage(server)).peakBytes / 2 ** 20;
const reportMemory = (peakMib: number): void =>
  report.add('  its memory at most (limit 400 MiB)', `${peakMib.toFixed(0)} MiB`, peakMib < maxPeakMib);

const root = await writeBuiltApp();
const rules = Array.from({ length: 2_500 }, (_, index) => `.f${index * 7919}{top:${index % 97}px}`);
await writeFile(
  join(root, 'index.html'),
  `<!doctype html><script nonce="__CSP_NONCE__"></script><style nonce="__CSP_NONCE__">${rules.join('')}</style>`,
);
// More than the buffers of the operating system take.
await writeFile(join(root, 'assets/sdk-7a8b.js'), randomBytes(16_000_000));
const acs = await processes.start('acs');
const startService = (env: Record<string, string> = {}): Promise<StartedServer> =>
  processes.start('exchange', acs.port, { quota: 500, env: { WEB_ROOT: root, ...env } });

/** Reports one fault: what was answered, the most memory that the process had, and its health since `health` began. */
async function reportFault(
  name: string,
  server: StartedServer,
  health: ReturnType<typeof watchHealth>,
  answers: string,
  isRight: boolean,
): Promise<void> {
  const samples = await health.stop();
  report.add(name, answers, isRight);
  reportMemory(await readPeakMib(server));
  const statuses = describeStatuses(samples);
  report.add('  its health, not answered with 200 (limit 0)', statuses, hasOnly(samples, 200));
  const slowestMs = Math.max(...samples.map(({ tookMs }) => Math.round(tookMs)));
  report.addMs('  slowest answer about the health', slowestMs, maxHealthMs);
}

const askForPage = (port: number, count = 1): Promise<Sample[]> =>
  sendAtOnce(port, count, () => createGet('/'));

for (const count of connectionCounts) {
  const server = await startService();
  const health = watchHealth(server.port);
  const pages = await askForPage(server.port, count);
  const isRight = hasOnly(pages, 200, 503) && pages.length === count;
  const name = `${count} connections ask for the page`;
  await reportFault(name, server, health, describeStatuses(pages), isRight);
}
{
  const server = await startService({ MAX_CONNECTIONS: '10' });
  const health = watchHealth(server.port);
  const pages = await pipelinePages(server.port, pipelinedCount);
  const isRight = hasOnly(pages, 200, 503) && pages.length === pipelinedCount;
  const name = `${pipelinedCount} requests for the page on one connection, 10 allowed`;
  await reportFault(name, server, health, describeStatuses(pages), isRight);
}
{
  const server = await startService({ MAX_CONNECTIONS: '20' });
  const readers = openUnread(server.port, 20, '/assets/sdk-7a8b.js');
  await setTimeout(500);
  const health = watchHealth(server.port);
  const tokens = await sendAtRate(server.port, 5, 2, createRequest);
  const [page] = await askForPage(server.port);
  const answers = `${describeStatuses(tokens)}; the page: ${page?.status}`;
  const name = '20 readers never read, 20 connections allowed: tokens';
  await reportFault(name, server, health, answers, hasOnly(tokens, 200));
  if (!smoke) {
    const startedAt = performance.now();
    let isServed = false;
    while (!isServed && performance.now() - startedAt < 50_000) {
      await setTimeout(500);
      isServed = hasOnly(await askForPage(server.port), 200);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const limit = '  seconds until the page is served again (limit 45)';
    report.add(limit, seconds.toFixed(0), isServed && seconds < 45);
  }
  for (const reader of readers) reader.destroy();
}
{
  const server = await startService();
  const readers = openUnread(server.port, unreadCount, '/assets/sdk-7a8b.js');
  await setTimeout(smoke ? 500 : 5_000);
  const health = watchHealth(server.port);
  const tokens = await sendAtRate(server.port, 5, 2, createRequest);
  const name = `${unreadCount} readers never read: tokens`;
  await reportFault(name, server, health, describeStatuses(tokens), hasOnly(tokens, 200));
  for (const reader of readers) reader.destroy();
}
if (hasRedis) {
  const redis = await startRedis();
  const server = await startService({ REDIS_URL: redis.url });
  await sendAtRate(server.port, 10, 2, createRequest);
  redis.kill('SIGSTOP');
  const health = watchHealth(server.port);
  const during = await sendAtRate(server.port, 10, redisSeconds, createRequest);
  redis.kill('SIGCONT');
  const after = await sendAtRate(server.port, 10, smoke ? 2 : 10, createRequest);
  const answers = `${describeStatuses(during)}; then ${describeStatuses(after)}`;
  const name = `Redis hangs for ${redisSeconds} s: exchanges, then after its return`;
  await reportFault(name, server, health, answers, hasOnly([...during, ...after], 200));
  const waitedCount = during.filter(({ tookMs }) => tookMs > 300).length;
  const waited = `${waitedCount} of ${during.length}`;
  const isLimitKept = waitedCount <= during.length / 10;
  report.addTimed('  exchanges that waited over 300 ms (limit 10 %)', waited, waitedCount, isLimitKept);
  await redis.stop();
}
{
  /** The object id of the user with number 0 of `createServiceProcesses`. */
  const throttledUser = '44444444-2222-4333-8444-000000000000';
  const resources = await Promise.all(
    ['east', 'west'].map((token) =>
      startStub((_request, response, body) => {
        if (!body.includes(throttledUser))
          return sendJson(response, { token, expiresOn: new Date(Date.now() + 3_600_000).toISOString() });
        response.setHeader('retry-after', '60');
        return sendJson(response, { error: { code: 'TooManyRequests' } }, 429);
      }),
    ),
  );
  const server = await startService({
    ACS_CONNECTION_STRING: '',
    ACS_CONNECTION_STRINGS: resources.map(({ url }) => `endpoint=${url}/;accesskey=${acsKey}`).join(','),
  });
  const health = watchHealth(server.port);
  const ofThrottled: Sample[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1)
    ofThrottled.push(...(await sendAtOnce(server.port, 1, () => createRequest(0))));
  let person = 0;
  const ofOthers = await sendAtRate(server.port, 20, smoke ? 1 : 5, () =>
    createRequest(1 + (person++ % 190)),
  );
  const answers = `${describeStatuses(ofOthers)}; ${describeStatuses(ofThrottled)}`;
  const isRight = hasOnly(ofOthers, 200) && hasOnly(ofThrottled, 429);
  const name = 'two resources throttle one person: others, and this person';
  await reportFault(name, server, health, answers, isRight);
  await Promise.all(resources.map((resource) => resource.close()));
}
for (const drainSeconds of smoke ? [0] : [0, 3]) {
  const server = await startService({ DRAIN_DELAY_SECONDS: String(drainSeconds) });
  const clients = sendUntilClosed(server.port, 50);
  await setTimeout(1_000);
  const peakMib = await readPeakMib(server);
  server.child.kill('SIGTERM');
  const { answerCount, reusedResetCount, newResetCount } = await clients;
  if (server.child.exitCode === null) await once(server.child, 'exit');
  report.add(
    `SIGTERM under load, drain delay ${drainSeconds} s: reused ones reset (limit 0)`,
    `${reusedResetCount}; new ones ${newResetCount}; ${answerCount} answers`,
    reusedResetCount === 0 && answerCount > 0,
  );
  reportMemory(peakMib);
}
processes.stop();
await processes.close();
await rm(root, { recursive: true });
report.setExitCode();
