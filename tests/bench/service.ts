/**
 * `npm run bench:service`, about 4 minutes: what the token service costs, compared with a bare Hono server that does the
 * same work in the same run, and whether it keeps its limits under load. `-- --quick` takes about 1 minute.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { build } from 'vite';
import { apiClientId, appClientId, startTestEntra, tenant } from '../../src/server/fixtures/entra.ts';
import { acsKey } from '../../src/server/fixtures/service.ts';
import { saturate, sendAtRate, type Sample } from './load.ts';
import type { Assignment } from './serviceServers.ts';

const quick = process.argv.includes('--quick');
const rounds = quick ? 10 : 40;
const roundSeconds = 0.4;
const steadySeconds = quick ? 12 : 60;

const entra = await startTestEntra();
/** Enough callers to use up the quota together. The limit of a single caller is far lower. */
const tokens = await Promise.all(
  Array.from({ length: 200 }, (_, index) =>
    entra.sign({ oid: `44444444-2222-4333-8444-${String(index).padStart(12, '0')}` }),
  ),
);
let artifact = 0;
const request = (): string => {
  artifact += 1;
  const token = tokens[artifact % tokens.length];
  const body = `{"teamsUserAadToken":"artifact-${artifact}"}`;
  return `POST /api/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

// Built like the production server, because a development loader would slow down both sides, and ours more.
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
// The servers run on one core and this program on another, where `taskset` exists. Otherwise the server, its threads that
// verify signatures and this program compete for the cores, and the figures vary.
const pinned =
  availableParallelism() > 1 && spawnSync('taskset', ['-cp', '0', String(process.pid)]).status === 0;
const [command, prefix] = pinned
  ? ['taskset', ['-c', '1', process.execPath]]
  : ([process.execPath, []] as [string, string[]]);

interface Started {
  readonly port: number;
  readonly child: ChildProcess;
}
const children: ChildProcess[] = [];
async function start(
  kind: Assignment['kind'],
  acsPort = 9,
  more: Partial<Assignment> = {},
): Promise<Started> {
  const assignment: Assignment = {
    kind,
    authority: entra.keys.url,
    tenant,
    apiClientId,
    appClientId,
    publicJwk: entra.publicJwk,
    connectionString: `endpoint=http://127.0.0.1:${acsPort}/;accesskey=${acsKey}`,
    quota: 1_000_000,
    delayMs: 0,
    limit: 1_000_000_000,
    ...more,
  };
  // The server logs as in production. Nobody reads the log, so it does not slow down this program.
  const child = spawn(command, [...prefix, bundle, JSON.stringify(assignment)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return { port: message.port, child };
}

async function cpuOf({ child }: Started): Promise<number> {
  child.send('cpu');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }];
  return cpu.user + cpu.system;
}

const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const p99 = (samples: Sample[]): number => {
  const times = samples.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.99) - 1] ?? NaN;
};
const count = (samples: Sample[], status: number): number =>
  samples.filter((sample) => sample.status === status).length;

async function measure(server: Started): Promise<{ rate: number; cpu: number }> {
  const before = await cpuOf(server);
  const samples = await saturate(server.port, roundSeconds, request);
  if (count(samples, 200) !== samples.length) throw new Error('not every answer was 200');
  return { rate: samples.length / roundSeconds, cpu: ((await cpuOf(server)) - before) / samples.length };
}

/** Measures both servers in short turns, so that other load on the machine affects both. @returns the median of the turns' ratios. */
async function compare(name: string, bareServer: Started, service: Started): Promise<number> {
  await saturate(bareServer.port, 2, request);
  await saturate(service.port, 2, request);
  const turns: Record<'bare' | 'ours', { rate: number; cpu: number }>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // They take turns at being first, because the second one finds a warmer machine.
    const early = round % 2 === 0 ? await measure(bareServer) : null;
    const ours = await measure(service);
    turns.push({ bare: early ?? (await measure(bareServer)), ours });
  }
  const ratio = median(turns.map(({ bare, ours }) => ours.rate / bare.rate));
  const line = (key: 'bare' | 'ours'): string =>
    `${Math.round(median(turns.map((turn) => turn[key].rate)))} req/s, ${Math.round(median(turns.map((turn) => turn[key].cpu)))} µs CPU each`;
  console.log(
    `${name}: bare hono ${line('bare')}; service ${line('ours')}; ratio ${ratio.toFixed(2)} (limit 0.80)`,
  );
  return ratio;
}

const stop = (): void => children.splice(0).forEach((child) => child.disconnect());
const limitsKept: boolean[] = [];

limitsKept.push((await compare('verify', await start('bare verify'), await start('verify'))) >= 0.8);
stop();

const fast = await start('acs');
const exchanging = [await start('bare exchange', fast.port), await start('exchange', fast.port)] as const;
limitsKept.push((await compare('verify + exchange', ...exchanging)) >= 0.8);
stop();

const slow = await start('acs', 9, { delayMs: 20 });
const served = await start('exchange', slow.port);
// A process compiles its code in the first seconds, which are not measured.
await sendAtRate(served.port, 200, 3, request);
const steady = await sendAtRate(served.port, 200, steadySeconds, request);
const errors = steady.length - count(steady, 200);
limitsKept.push(errors === 0 && p99(steady) <= 250);
console.log(
  `200 req/s for ${steadySeconds} s, ACS 20 ms: p99 ${p99(steady).toFixed(1)} ms (limit 250), ${errors} errors`,
);
stop();

const limited = await start('acs', 9, { limit: 500 });
let throttled = 0;
limited.child.on('message', () => (throttled += 1));
const offered = await sendAtRate(
  (await start('exchange', limited.port, { quota: 500 })).port,
  100,
  steadySeconds,
  request,
);
const other = offered.length - count(offered, 200) - count(offered, 429);
limitsKept.push(throttled === 0 && other === 0);
console.log(
  `100 req/s for ${steadySeconds} s against 500 in 30 s: ${throttled} times 429 by ACS (limit 0), ` +
    `${count(offered, 200)} answered 200, ${count(offered, 429)} answered 429, p99 ${p99(offered).toFixed(1)} ms`,
);
stop();
await entra.close();
if (limitsKept.includes(false)) process.exitCode = 1;
