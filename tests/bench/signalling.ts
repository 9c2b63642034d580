/**
 * How signalling holds up: 200 agents, 50 calls a second for 30 s, and beside that a client that floods.
 * `npm run bench:signalling`, about 75 s; `-- --quick` for a look, about 15.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { crowdPerson } from '../../src/emulator/core/seed.ts';
import type { Orders, Report } from './signallingClients.ts';

const agents = 200;
const callsPerSecond = 50;
const seconds = process.argv.includes('--quick') ? 5 : 30;
/** Seconds in which clients that have come to their end must have said so. */
const patience = 30;
/** Milliseconds, at the 99th percentile, from a command to what comes of it. */
const limit = 100;

const emulator = await startEmulator({ port: 0, appPort: 5173 });
const control = (path: string, body?: object) =>
  fetch(`${emulator.url}/emulator/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const tokens = await Promise.all(
  Array.from({ length: agents + 1 }, async (_, index) => {
    const { upn, oid } = crowdPerson(index + 1);
    const { token } = (await (await control(`token?user=${upn}`)).json()) as { token: string };
    return { oid, token };
  }),
);

/** Clients in a process of their own: what they cost is not the server's. */
async function run(orders: Pick<Orders, 'callsPerSecond' | 'flood'>): Promise<Report & { cpu: number }> {
  const child = fork(new URL('./signallingClients.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const late = setTimeout(() => child.kill(), (seconds + patience) * 1_000);
  child.once('exit', () => {
    console.log('the clients did not come to an end');
    process.exit(1);
  });
  await once(child, 'message');
  // What the flooder's own work costs must not slow those who are measured, where cores are few.
  if (orders.flood && child.pid !== undefined) setPriority(child.pid, 10);
  const before = process.cpuUsage();
  child.send({ port: emulator.port, tokens, seconds, ...orders } satisfies Orders);
  const [report] = (await once(child, 'message')) as [Report];
  const { user, system } = process.cpuUsage(before);
  clearTimeout(late);
  child.removeAllListeners('exit');
  child.disconnect();
  return { ...report, cpu: (user + system) / 1e6 / seconds };
}

const p99 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;

function show(name: string, { times, calls, failed, connected, cpu }: Report & { cpu: number }): boolean {
  const all = Object.values(times).flat();
  const each = Object.entries(times).map(([step, list]) => `${step} ${p99(list).toFixed(1)}`);
  console.log(
    `${name}: ${connected} agents, ${calls} calls in ${seconds} s, ${failed} failed; p99 of an answer ` +
      `${p99(all).toFixed(1)} ms (limit ${limit}): ${each.join(', ')}; server at ${(cpu * 100).toFixed(0)} % of a core`,
  );
  return p99(all) <= limit && failed === 0 && calls >= callsPerSecond * seconds && connected === agents;
}

// The first seconds of a process compile its code; what is asked is how it goes on.
await run({ callsPerSecond, flood: false });
const calm = show('steady', await run({ callsPerSecond, flood: false }));
const [beside, { closes }] = await Promise.all([
  run({ callsPerSecond, flood: false }),
  run({ callsPerSecond: 0, flood: true }),
]);
const stormy = show('beside a flood', beside);
console.log(
  `the flooder came ${closes.length} times, and was closed with ${[...new Set(closes)].join(', ')}`,
);
const flooded = closes.length > 0 && closes.every((code) => code === 1008);

const before = performance.now();
await control('crowd', { meeting: '19:meeting_TownHall@thread.v2', count: 350 });
const crowd = performance.now() - before;
console.log(`a crowd of 350 has joined after ${crowd.toFixed(0)} ms (limit 5000)`);
await emulator.close();
process.exit(calm && stormy && flooded && crowd <= 5_000 ? 0 : 1);
