/**
 * What the token service costs, beside a bare hono doing the same work in the same run, and whether it holds its
 * promises under load. `npm run bench:service`, about 4 minutes; `-- --quick` for a look, about 1.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { build } from 'vite';
import { apiClientId, appClientId, startTestEntra, tenant } from '../../src/server/fixtures/entra.ts';
import { acsKey } from '../../src/server/fixtures/service.ts';
import { offer, saturate, type Sample } from './load.ts';
import type { Orders } from './serviceServers.ts';

const quick = process.argv.includes('--quick');
const rounds = quick ? 10 : 40;
const roundSeconds = 0.4;
const steadySeconds = quick ? 12 : 60;

const entra = await startTestEntra();
/** As many people as use up the quota together: one alone is stopped long before. */
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

// Built as `npm start` is: a development loader would cost both sides, and ours more.
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
// Servers on one core and this program on another, where that can be asked for: otherwise the threads that verify
// signatures, the server and this program chase each other over the cores and the figures with them.
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
async function start(kind: Orders['kind'], acsPort = 9, more: Partial<Orders> = {}): Promise<Started> {
  const orders: Orders = {
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
  // Production's own logging, to where it costs nothing to read.
  const child = spawn(command, [...prefix, bundle, JSON.stringify(orders)], {
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
  const times = samples.map(({ took }) => took).sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.99) - 1] ?? NaN;
};
const count = (samples: Sample[], status: number): number =>
  samples.filter((one) => one.status === status).length;

async function measure(server: Started): Promise<{ rate: number; cpu: number }> {
  const before = await cpuOf(server);
  const samples = await saturate(server.port, roundSeconds, request);
  if (count(samples, 200) !== samples.length) throw new Error('not every answer was 200');
  return { rate: samples.length / roundSeconds, cpu: ((await cpuOf(server)) - before) / samples.length };
}

/** In short turns, so that what else the machine does falls on both; the ratio is the median of the turns' ratios. */
async function compare(name: string, bareServer: Started, service: Started): Promise<number> {
  await saturate(bareServer.port, 2, request);
  await saturate(service.port, 2, request);
  const turns: Record<'bare' | 'ours', { rate: number; cpu: number }>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Each goes first every other time, so that neither has always the warmer machine.
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
const kept: boolean[] = [];

kept.push((await compare('verify', await start('bare verify'), await start('verify'))) >= 0.8);
stop();

const fast = await start('acs');
const exchanging = [await start('bare exchange', fast.port), await start('exchange', fast.port)] as const;
kept.push((await compare('verify + exchange', ...exchanging)) >= 0.8);
stop();

const slow = await start('acs', 9, { delayMs: 20 });
const served = await start('exchange', slow.port);
// The first seconds of a process compile its code; what is asked is how it goes on.
await offer(served.port, 200, 3, request);
const steady = await offer(served.port, 200, steadySeconds, request);
const errors = steady.length - count(steady, 200);
kept.push(errors === 0 && p99(steady) <= 250);
console.log(
  `200 req/s for ${steadySeconds} s, ACS 20 ms: p99 ${p99(steady).toFixed(1)} ms (limit 250), ${errors} errors`,
);
stop();

const limited = await start('acs', 9, { limit: 500 });
let throttled = 0;
limited.child.on('message', () => (throttled += 1));
const offered = await offer(
  (await start('exchange', limited.port, { quota: 500 })).port,
  100,
  steadySeconds,
  request,
);
const other = offered.length - count(offered, 200) - count(offered, 429);
kept.push(throttled === 0 && other === 0);
console.log(
  `100 req/s for ${steadySeconds} s against 500 in 30 s: ${throttled} times 429 by ACS (limit 0), ` +
    `${count(offered, 200)} answered 200, ${count(offered, 429)} answered 429, p99 ${p99(offered).toFixed(1)} ms`,
);
stop();
await entra.close();
if (kept.includes(false)) process.exitCode = 1;
