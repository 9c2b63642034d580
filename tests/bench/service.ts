import { compareServers } from './compareServers.ts';
import { findPercentile99, LimitReport } from './limits.ts';
import { sendAtRate, type Sample } from './load.ts';
import { readBenchOptions } from './options.ts';
import { createServiceProcesses } from './serviceProcesses.ts';
import { measureWaitingRequests } from './waitingRequests.ts';

/**
 * The program of `npm run bench -- service`, about 6 minutes. It compares the cost of the token service with that of a bare Hono
 * server, which does the same work in the same run: it verifies a signature with jose, and exchanges the Teams token by
 * Microsoft's client. The program also measures the service while many requests wait for a slow ACS, and checks whether the
 * service keeps its limits under load.
 */
const { smoke } = readBenchOptions();
/** How often each comparison measures both servers, and for how long in each round. */
const [rounds, roundSeconds] = smoke ? [1, 0.1] : [60, 0.3];
/** Seconds of each measurement at a fixed rate. */
const steadySeconds = smoke ? 1 : 60;
const waitingCount = smoke ? 20 : 1_000;
const limits = {
  /**
   * The service's rate (requests per second), divided by that of the bare server. Without the exchange (`verify`), what the bare server
   * does not do counts for more: one line of the log costs 3 to 5 %, and the security headers 3 %.
   */
  ratio: 0.9,
  steadyMs: 250,
  /**
   * How much later than ACS allows a request may be answered, divided by the same figure of the bare server. All requests arrive
   * in one moment, so the last one waits until the processor has served all others: 1 / 0.9 would follow from the ratio of the
   * rates. The rest is for chance: each figure is the shortest of only six rounds.
   */
  lateRatio: 1.25,
  /** A replica needs no more than 200 MB for 5,000 connections, the default of MAX_CONNECTIONS: 40 MB for 1,000. */
  waitingMib: 40,
  /** What a process kept after each wait would fill its memory. Compiled code and buffers of sockets may stay. */
  keptMib: 4,
};
const report = new LimitReport(66, smoke);
const countStatus = (samples: readonly Sample[], status: number): number =>
  samples.filter((sample) => sample.status === status).length;
const times = (samples: readonly Sample[]): number[] => samples.map(({ tookMs }) => tookMs);
const toMib = (bytes: number): number => bytes / 2 ** 20;
const mib = (bytes: number): string => `${toMib(bytes).toFixed(1)} MiB`;

const processes = await createServiceProcesses();
const { createRequest } = processes;

for (const kind of ['verify', 'exchange'] as const) {
  const acs = await processes.start('acs');
  const servers = {
    bare: await processes.start(`bare ${kind}`, acs.port),
    service: await processes.start(kind, acs.port),
  };
  const { bare, service, ratio, cpuRatio } = await compareServers(processes, servers, rounds, roundSeconds);
  report.addTimed(
    `${kind}: requests a second, service to bare Hono (limit ${limits.ratio})`,
    `${service.rate.toFixed(0)} to ${bare.rate.toFixed(0)}, ratio ${ratio.toFixed(2)}; processor time ${service.cpu.toFixed(0)} to ${bare.cpu.toFixed(0)} µs each, ratio ${cpuRatio.toFixed(2)}`,
    ratio,
    ratio >= limits.ratio,
  );
  processes.stop();
}

const acs = await processes.start('acs');
const bareServer = await processes.start('bare exchange', acs.port);
const waitingService = await processes.start('exchange', acs.port);
const [bareWaiting, waiting] = await measureWaitingRequests(
  processes,
  acs,
  [bareServer, waitingService],
  waitingCount,
  smoke ? 1 : 6,
);
if (!bareWaiting || !waiting) throw new Error('Two servers are needed.');
const lateRatio = waiting.lateMs / bareWaiting.lateMs;
report.addTimed(
  `${waitingCount} wait for a slow ACS: p99 later than ACS, to bare Hono (limit ${limits.lateRatio})`,
  `${waiting.lateMs.toFixed(0)} to ${bareWaiting.lateMs.toFixed(0)} ms, ratio ${lateRatio.toFixed(2)}`,
  lateRatio,
  lateRatio <= limits.lateRatio,
);
report.add(
  'requests that were not answered with a token (limit 0)',
  `${waiting.errorCount}`,
  waiting.errorCount === 0,
);
report.add(
  `growth of the process’s memory meanwhile (limit ${limits.waitingMib} MiB)`,
  `${mib(waiting.residentBytes)}; bare Hono ${mib(bareWaiting.residentBytes)}`,
  toMib(waiting.residentBytes) <= limits.waitingMib,
);
report.add(
  `growth of the JavaScript heap meanwhile (limit ${limits.waitingMib} MiB)`,
  `${mib(waiting.heapBytes)}; bare Hono ${mib(bareWaiting.heapBytes)}`,
  toMib(waiting.heapBytes) <= limits.waitingMib,
);
report.add(
  `growth of the heap that stays after the wait (limit ${limits.keptMib} MiB)`,
  `${mib(waiting.keptBytes)}; bare Hono ${mib(bareWaiting.keptBytes)}`,
  toMib(waiting.keptBytes) <= limits.keptMib,
);
processes.stop();

const slowAcs = await processes.start('acs', 9, { delayMs: 20 });
const steadyService = await processes.start('exchange', slowAcs.port);
// A process compiles its code in the first seconds, so this program does not measure them.
await sendAtRate(steadyService.port, 200, smoke ? 1 : 3, createRequest);
const steady = await sendAtRate(steadyService.port, 200, steadySeconds, createRequest);
const steadyMs = findPercentile99(times(steady));
report.addTimed(
  `200 a second for ${steadySeconds} s, ACS takes 20 ms: p99 (limit ${limits.steadyMs} ms)`,
  `${steadyMs.toFixed(1)} ms`,
  steadyMs,
  steadyMs <= limits.steadyMs,
);
report.add(
  'of these, not answered with a token (limit 0)',
  `${steady.length - countStatus(steady, 200)}`,
  countStatus(steady, 200) === steady.length,
);
processes.stop();

await processes.close();
report.setExitCode();
