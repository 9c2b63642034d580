/**
 * The program of `npm run bench:service`, about 4 minutes. It compares the cost of the token service with that of a bare Hono
 * server, which does the same work in the same run. It also checks whether the service keeps its limits under load.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { build } from 'vite';
import { apiClientId, appClientId, startTestEntra, tenant } from '../../src/server/fixtures/entra.ts';
import { acsKey } from '../../src/server/fixtures/service.ts';
import { median } from './limits.ts';
import { sendAsFastAsPossible, sendAtRate, type Sample } from './load.ts';
import { readBenchOptions } from './options.ts';
import type { Assignment } from './serviceServers.ts';

const { smoke } = readBenchOptions();
/** How often each comparison measures both servers. */
const rounds = smoke ? 1 : 40;
/** Seconds for which a round measures each server. */
const roundSeconds = smoke ? 0.1 : 0.4;
/** Seconds of each measurement at a fixed rate. */
const steadySeconds = smoke ? 1 : 60;
/** The smallest allowed ratio of the service's rate (requests per second) to the rate of the bare server. */
const minRatio = 0.8;

const entra = await startTestEntra();
/** One caller token for each of 200 users, because a single user may use only a small part of the service's quota. */
const callerTokens = await Promise.all(
  Array.from({ length: 200 }, (_, index) =>
    entra.sign({ oid: `44444444-2222-4333-8444-${String(index).padStart(12, '0')}` }),
  ),
);
let requestNumber = 0;
/** Creates an HTTP request to the token service. Each request has another user and another Teams token than the last. */
const createRequest = (): string => {
  requestNumber += 1;
  const token = callerTokens[requestNumber % callerTokens.length];
  const body = `{"teamsUserAadToken":"teams-token-${requestNumber}"}`;
  return `POST /api/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

// The servers run from a build, as in production. A development loader would slow down both servers, the service more.
const outDir = resolve(import.meta.dirname, '../../.cache/bench');
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: resolve(import.meta.dirname, 'serviceServers.ts'),
    outDir,
    emptyOutDir: true,
    target: 'node20',
  },
});
const bundle = resolve(outDir, 'serviceServers.js');
// Where `taskset` exists, the servers run on one core and this program on another. Otherwise the server, its threads that
// verify signatures, and this program compete for the cores, and the figures vary.
const hasOwnCores =
  availableParallelism() > 1 && spawnSync('taskset', ['-cp', '0', String(process.pid)]).status === 0;
const [command, commandArguments] = hasOwnCores
  ? ['taskset', ['-c', '1', process.execPath]]
  : ([process.execPath, []] as [string, string[]]);

interface StartedServer {
  readonly port: number;
  readonly child: ChildProcess;
}
const children: ChildProcess[] = [];
/**
 * Starts a server in a process of its own.
 * @param acsPort the port of the simulated ACS. Nothing listens on the default port, for servers that need no ACS.
 * @param changes replaces properties of the server's assignment
 */
async function startServer(
  kind: Assignment['kind'],
  acsPort = 9,
  changes: Partial<Assignment> = {},
): Promise<StartedServer> {
  const assignment: Assignment = {
    kind,
    authority: entra.keyServer.url,
    tenant,
    apiClientId,
    appClientId,
    publicJwk: entra.publicJwk,
    connectionString: `endpoint=http://127.0.0.1:${acsPort}/;accesskey=${acsKey}`,
    quota: 1_000_000,
    delayMs: 0,
    limit: 1_000_000_000,
    ...changes,
  };
  // The server logs as in production, but the log is dropped, so that it does not slow down this program.
  const child = spawn(command, [...commandArguments, bundle, JSON.stringify(assignment)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return { port: message.port, child };
}

/** @returns the microseconds of CPU time that the server has used so far */
async function readCpuTime({ child }: StartedServer): Promise<number> {
  child.send('cpu');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }];
  return cpu.user + cpu.system;
}

const p99 = (samples: Sample[]): number => {
  const times = samples.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.99) - 1] ?? NaN;
};
const countStatus = (samples: Sample[], status: number): number =>
  samples.filter((sample) => sample.status === status).length;

/** @returns requests per second, and microseconds of CPU time for each request */
async function measureServer(server: StartedServer): Promise<{ rate: number; cpu: number }> {
  const cpuBefore = await readCpuTime(server);
  const samples = await sendAsFastAsPossible(server.port, roundSeconds, createRequest);
  if (countStatus(samples, 200) !== samples.length) throw new Error('not every answer was 200');
  return {
    rate: samples.length / roundSeconds,
    cpu: ((await readCpuTime(server)) - cpuBefore) / samples.length,
  };
}

/**
 * Measures both servers in short rounds, so that other load on the machine affects both.
 * @returns the median of the ratios of the rounds: the service's rate, divided by the bare server's rate
 */
async function compareServers(
  name: string,
  bareServer: StartedServer,
  service: StartedServer,
): Promise<number> {
  await sendAsFastAsPossible(bareServer.port, 2, createRequest);
  await sendAsFastAsPossible(service.port, 2, createRequest);
  const results: Record<'bare' | 'service', { rate: number; cpu: number }>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // The two servers take turns to be first, because the first one fills caches from which the second one gains.
    const bareFirst = round % 2 === 0 ? await measureServer(bareServer) : null;
    const serviceResult = await measureServer(service);
    results.push({ bare: bareFirst ?? (await measureServer(bareServer)), service: serviceResult });
  }
  const ratio = median(results.map((result) => result.service.rate / result.bare.rate));
  const describeResults = (server: 'bare' | 'service'): string =>
    `${Math.round(median(results.map((result) => result[server].rate)))} req/s, ${Math.round(median(results.map((result) => result[server].cpu)))} µs CPU each`;
  console.log(
    `${name}: bare hono ${describeResults('bare')}; service ${describeResults('service')}; ratio ${ratio.toFixed(2)} (limit ${minRatio.toFixed(2)})`,
  );
  return ratio;
}

/** Ends all servers: a server exits when its process loses the connection to this one. */
const stopServers = (): void => children.splice(0).forEach((child) => child.disconnect());
/**
 * One entry for each limit: whether the service has kept that limit. With `--smoke`, a rate or a time only has to exist.
 */
const limitsKept: boolean[] = [];

const isTimeKept = (figure: number, isKept: boolean): boolean => Number.isFinite(figure) && (smoke || isKept);

const verifyRatio = await compareServers(
  'verify',
  await startServer('bare verify'),
  await startServer('verify'),
);
limitsKept.push(isTimeKept(verifyRatio, verifyRatio >= minRatio));
stopServers();

const fastAcs = await startServer('acs');
const exchangeServers = [
  await startServer('bare exchange', fastAcs.port),
  await startServer('exchange', fastAcs.port),
] as const;
const exchangeRatio = await compareServers('verify + exchange', ...exchangeServers);
limitsKept.push(isTimeKept(exchangeRatio, exchangeRatio >= minRatio));
stopServers();

const slowAcs = await startServer('acs', 9, { delayMs: 20 });
const steadyService = await startServer('exchange', slowAcs.port);
// A process compiles its code in the first seconds, so this program does not measure them.
await sendAtRate(steadyService.port, 200, 3, createRequest);
const steadySamples = await sendAtRate(steadyService.port, 200, steadySeconds, createRequest);
const errorCount = steadySamples.length - countStatus(steadySamples, 200);
const steadyMs = p99(steadySamples);
limitsKept.push(errorCount === 0 && isTimeKept(steadyMs, steadyMs <= 250));
console.log(
  `200 req/s for ${steadySeconds} s, ACS 20 ms: p99 ${steadyMs.toFixed(1)} ms (limit 250), ${errorCount} errors`,
);
stopServers();

const limitedAcs = await startServer('acs', 9, { limit: 500 });
let acsRefusalCount = 0;
limitedAcs.child.on('message', () => (acsRefusalCount += 1));
const limitedSamples = await sendAtRate(
  (await startServer('exchange', limitedAcs.port, { quota: 500 })).port,
  100,
  steadySeconds,
  createRequest,
);
const otherAnswerCount =
  limitedSamples.length - countStatus(limitedSamples, 200) - countStatus(limitedSamples, 429);
limitsKept.push(acsRefusalCount === 0 && otherAnswerCount === 0);
console.log(
  `100 req/s for ${steadySeconds} s against 500 in 30 s: ${acsRefusalCount} times 429 by ACS (limit 0), ` +
    `${countStatus(limitedSamples, 200)} answered 200, ${countStatus(limitedSamples, 429)} answered 429, p99 ${p99(limitedSamples).toFixed(1)} ms`,
);
stopServers();
await entra.close();
if (limitsKept.includes(false)) process.exitCode = 1;
