/**
 * The program of `npm run bench -- signalling`, about 35 s. 200 agents place 50 calls a second. The program measures how fast the
 * emulator's signalling server answers them, and how fast a crowd joins a meeting.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createControls } from '../../src/emulator-package/controls/createControls.ts';
import { createCrowdMemberId } from '../../src/emulator/core/crowd.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { createLimitReport, findPercentile99 } from './limits.ts';
import { readBenchOptions } from './options.ts';
import type { Assignment, Report } from './signallingClients.ts';

const { smoke } = readBenchOptions();
const agentCount = smoke ? 20 : 200;
const callsPerSecond = smoke ? 5 : 50;
const seconds = smoke ? 1 : 30;
/** A process compiles its code in the first seconds, so the program does not measure them. */
const warmUpSeconds = 2;
/** Seconds after the last call within which the client process must report. */
const reportTimeoutSeconds = 30;
/** `answerMs`: the 99th percentile of the time from a command to the event that the command causes */
const limits = { answerMs: 100, crowdMs: 5_000 };

const report = createLimitReport(50, smoke);
const emulator = await startEmulator();
const controls = createControls(emulator);
const tokens = await Promise.all(
  Array.from({ length: agentCount }, async (_, index) => {
    const oid = createCrowdMemberId(index + 1);
    return { oid, token: (await controls.issueToken(oid)).token };
  }),
);

/**
 * Lets agents call each other in a process of their own, so that the server's processor time does not include theirs.
 * @returns the report of that process, and the server's processor time as a part of one core
 */
async function placeCalls(durationSeconds: number): Promise<Report & { cpu: number }> {
  const child = fork(new URL('./signallingClients.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const timer = setTimeout(() => child.kill(), (durationSeconds + reportTimeoutSeconds) * 1_000);
  child.once('exit', () => {
    console.log('the clients did not report in time');
    process.exit(1);
  });
  await once(child, 'message');
  const cpuBefore = process.cpuUsage();
  const assignment: Assignment = { port: emulator.port, tokens, seconds: durationSeconds, callsPerSecond };
  child.send(assignment);
  const [result] = (await once(child, 'message')) as [Report];
  const { user, system } = process.cpuUsage(cpuBefore);
  clearTimeout(timer);
  child.removeAllListeners('exit');
  child.disconnect();
  return { ...result, cpu: (user + system) / 1e6 / durationSeconds };
}

await placeCalls(warmUpSeconds);
const { times, calls, failed, connected, cpu } = await placeCalls(seconds);
const p99Ms = findPercentile99(Object.values(times).flat());
const steps = Object.entries(times).map(
  ([step, stepTimes]) => `${step} ${findPercentile99(stepTimes).toFixed(1)}`,
);
report.addTimed(
  `p99 of an answer (limit ${limits.answerMs} ms)`,
  `${p99Ms.toFixed(1)} ms: ${steps.join(', ')}; server at ${(cpu * 100).toFixed(0)} % of a core`,
  p99Ms,
  p99Ms <= limits.answerMs,
);
report.add(
  `calls in ${seconds} s (limit ${callsPerSecond * seconds})`,
  `${calls}, of which ${failed} failed; ${connected} agents still connected`,
  failed === 0 && calls >= callsPerSecond * seconds && connected === agentCount,
);
const crowdStartedAt = performance.now();
await controls.calls.resizeCrowd({ meeting: '19:meeting_TownHall@thread.v2', count: 350 });
const crowdMs = performance.now() - crowdStartedAt;
report.addTimed(
  `a crowd of 350 has joined (limit ${limits.crowdMs} ms)`,
  `${crowdMs.toFixed(0)} ms`,
  crowdMs,
  crowdMs <= limits.crowdMs,
);
await emulator.stop();
report.setExitCode();
process.exit();
