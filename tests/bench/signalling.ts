/**
 * The program of `npm run bench -- signalling`, about 105 s. 200 agents place 50 calls a second: alone, while the flight
 * recorder is on, and while another client floods the server. The program measures how fast the emulator's signalling server answers them.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { createControls } from '../../src/emulator-package/controls/createControls.ts';
import { createCrowdMemberId } from '../../src/emulator/core/crowd.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { findPercentile99 } from './limitReport.ts';
import { readBenchOptions } from './options.ts';
import type { Assignment, Report } from './signallingClients.ts';

const { smoke } = readBenchOptions();
const agentCount = smoke ? 20 : 200;
const callsPerSecond = smoke ? 5 : 50;
const seconds = smoke ? 1 : 30;
/** Seconds after the measurement within which the client process must report. */
const reportTimeoutSeconds = 30;
/** The limit, for the 99th percentile of the time from a command to the event that the command causes. */
const limitMs = 100;

const emulator = await startEmulator();
const controls = createControls(emulator);
const tokens = await Promise.all(
  // One more than the agents, for the flooding client.
  Array.from({ length: agentCount + 1 }, async (_, index) => {
    const oid = createCrowdMemberId(index + 1);
    return { oid, token: (await controls.issueToken(oid)).token };
  }),
);

/**
 * Runs clients in a process of their own, so that the server's CPU time does not include theirs.
 * @returns the report of that process, and the server's CPU time as a part of one core
 */
async function runClients(assignment: Pick<Assignment, 'callsPerSecond' | 'flood'>) {
  const child = fork(new URL('./signallingClients.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const timer = setTimeout(() => child.kill(), (seconds + reportTimeoutSeconds) * 1_000);
  child.once('exit', () => {
    console.log('the clients did not report in time');
    process.exit(1);
  });
  await once(child, 'message');
  // On a machine with few cores the flooding process must not slow down the measured clients.
  if (assignment.flood && child.pid !== undefined) setPriority(child.pid, 10);
  const cpuBefore = process.cpuUsage();
  child.send({ port: emulator.port, tokens, seconds, ...assignment } satisfies Assignment);
  const [result] = (await once(child, 'message')) as [Report];
  const { user, system } = process.cpuUsage(cpuBefore);
  clearTimeout(timer);
  child.removeAllListeners('exit');
  child.disconnect();
  return { ...result, cpu: (user + system) / 1e6 / seconds };
}

/** Prints a report. @returns whether all limits were kept */
function checkReport(name: string, report: Report & { cpu: number }): boolean {
  const { times, calls, failed, connected, cpu } = report;
  const allTimes = Object.values(times).flat();
  const formatP99 = (list: readonly number[]) => findPercentile99(list).toFixed(1);
  const stepTexts = Object.entries(times).map(([step, stepTimes]) => `${step} ${formatP99(stepTimes)}`);
  console.log(
    `${name}: ${connected} agents, ${calls} calls in ${seconds} s, ${failed} failed; p99 of an answer ` +
      `${formatP99(allTimes)} ms (limit ${limitMs}): ${stepTexts.join(', ')}; server at ${(cpu * 100).toFixed(0)} % of a core`,
  );
  const isFastEnough = smoke ? allTimes.length > 0 : findPercentile99(allTimes) <= limitMs;
  return isFastEnough && failed === 0 && calls >= callsPerSecond * seconds && connected === agentCount;
}

// A process compiles its code in the first seconds, so this program does not measure them.
await runClients({ callsPerSecond, flood: false });
const areLimitsKeptAlone = checkReport('steady', await runClients({ callsPerSecond, flood: false }));
// The flight recorder is off by default. This shows what it costs.
await controls.recording.set(true);
const areLimitsKeptRecording = checkReport('recording', await runClients({ callsPerSecond, flood: false }));
const { lines, forgotten } = await controls.recording.set(false);
console.log(`the trace has ${lines} lines, and ${forgotten} were forgotten`);
await controls.reset();
const [duringFlood, { closes }] = await Promise.all([
  runClients({ callsPerSecond, flood: false }),
  runClients({ callsPerSecond: 0, flood: true }),
]);
const areLimitsKeptDuringFlood = checkReport('during a flood', duringFlood);
console.log(
  `the flooding client connected ${closes.length} times, and was closed with ${[...new Set(closes)].join(', ')}`,
);
// 1008 is WebSocket's code for a violation of the server's policy.
const isFloodRefused = closes.length > 0 && closes.every((code) => code === 1008);

const crowdStartedAt = performance.now();
await controls.calls.resizeCrowd({ meeting: '19:meeting_TownHall@thread.v2', count: 350 });
const crowdMs = performance.now() - crowdStartedAt;
console.log(`a crowd of 350 has joined after ${crowdMs.toFixed(0)} ms (limit 5000)`);
await emulator.stop();
const areLimitsKept =
  areLimitsKeptAlone &&
  areLimitsKeptRecording &&
  areLimitsKeptDuringFlood &&
  isFloodRefused &&
  (smoke || crowdMs <= 5_000);
process.exit(areLimitsKept ? 0 : 1);
