/**
 * `npm run bench:signalling`, about 75 s: how fast signalling answers 200 agents that place 50 calls a second, alone and
 * while another client floods the server. `-- --quick` takes about 15 s.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { crowdPerson } from '../../src/emulator/core/seed.ts';
import type { Assignment, Report } from './signallingClients.ts';

const agents = 200;
const callsPerSecond = 50;
const seconds = process.argv.includes('--quick') ? 5 : 30;
/** How long after the measurement the client process may take to report. */
const reportTimeoutSeconds = 30;
/** Limit of the 99th percentile of the time from a command to the event that it causes. */
const limitMs = 100;

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

/** Runs clients in a process of their own, so that their CPU time is not counted as the server's. */
async function run(
  assignment: Pick<Assignment, 'callsPerSecond' | 'flood'>,
): Promise<Report & { cpu: number }> {
  const child = fork(new URL('./signallingClients.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const timer = setTimeout(() => child.kill(), (seconds + reportTimeoutSeconds) * 1_000);
  child.once('exit', () => {
    console.log('the clients did not report in time');
    process.exit(1);
  });
  await once(child, 'message');
  // On a machine with few cores the flooding process must not slow down the measured clients.
  if (assignment.flood && child.pid !== undefined) setPriority(child.pid, 10);
  const before = process.cpuUsage();
  child.send({ port: emulator.port, tokens, seconds, ...assignment } satisfies Assignment);
  const [result] = (await once(child, 'message')) as [Report];
  const { user, system } = process.cpuUsage(before);
  clearTimeout(timer);
  child.removeAllListeners('exit');
  child.disconnect();
  return { ...result, cpu: (user + system) / 1e6 / seconds };
}

const p99 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;

function report(name: string, { times, calls, failed, connected, cpu }: Report & { cpu: number }): boolean {
  const all = Object.values(times).flat();
  const each = Object.entries(times).map(([step, list]) => `${step} ${p99(list).toFixed(1)}`);
  console.log(
    `${name}: ${connected} agents, ${calls} calls in ${seconds} s, ${failed} failed; p99 of an answer ` +
      `${p99(all).toFixed(1)} ms (limit ${limitMs}): ${each.join(', ')}; server at ${(cpu * 100).toFixed(0)} % of a core`,
  );
  return p99(all) <= limitMs && failed === 0 && calls >= callsPerSecond * seconds && connected === agents;
}

// A process compiles its code in the first seconds, which are not measured.
await run({ callsPerSecond, flood: false });
const areLimitsKeptAlone = report('steady', await run({ callsPerSecond, flood: false }));
const [duringFlood, { closes }] = await Promise.all([
  run({ callsPerSecond, flood: false }),
  run({ callsPerSecond: 0, flood: true }),
]);
const areLimitsKeptDuringFlood = report('during a flood', duringFlood);
console.log(
  `the flooding client connected ${closes.length} times, and was closed with ${[...new Set(closes)].join(', ')}`,
);
const isFloodRefused = closes.length > 0 && closes.every((code) => code === 1008);

const before = performance.now();
await control('crowd', { meeting: '19:meeting_TownHall@thread.v2', count: 350 });
const crowdMs = performance.now() - before;
console.log(`a crowd of 350 has joined after ${crowdMs.toFixed(0)} ms (limit 5000)`);
await emulator.close();
process.exit(areLimitsKeptAlone && areLimitsKeptDuringFlood && isFloodRefused && crowdMs <= 5_000 ? 0 : 1);
