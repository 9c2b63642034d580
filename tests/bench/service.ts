import { setTimeout as pause } from 'node:timers/promises';
import { createLimitReport, findPercentile99, medianOf } from './limitReport.ts';
import { sendAsFastAsPossible, sendAtOnce, sendAtRate, type Sample } from './load.ts';
import { readBenchOptions } from './options.ts';
import { createServiceProcesses, readUsage, setAcsDelay, type StartedServer } from './serviceProcesses.ts';

/**
 * The program of `npm run bench -- service`, about 6 minutes. It compares the cost of the token service with that of a bare Hono
 * server, which does the same work in the same run: it verifies a signature with jose, and exchanges the Teams token by
 * Microsoft's client. The program also measures the service while many requests wait for a slow ACS, and checks whether the
 * service keeps its limits under load.
 */
const { smoke } = readBenchOptions();
/** How often each comparison measures both servers, and for how many seconds in each round. */
const [rounds, roundSeconds] = smoke ? [1, 0.1] : [60, 0.3];
/** Seconds of each measurement at a fixed rate. */
const steadySeconds = smoke ? 1 : 60;
const waitingCount = smoke ? 20 : 1_000;
const waitingRounds = smoke ? 1 : 6;
/** Milliseconds that the simulated ACS takes while requests wait: less than the time limit of an exchange. */
const slowMs = 3_000;
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
const report = createLimitReport(66, smoke);
const processes = await createServiceProcesses();
const { createRequest } = processes;
const countRefused = (samples: readonly Sample[]) => samples.filter(({ status }) => status !== 200).length;

/**
 * Measures what a server achieves in one round. `cpu` is microseconds of processor time for each request, in all threads.
 * @throws Error if the server does not answer every request with 200
 */
async function measureRate(server: StartedServer) {
  const before = await readUsage(server);
  const samples = await sendAsFastAsPossible(server.port, roundSeconds, createRequest);
  if (countRefused(samples) > 0) throw new Error('not every answer was 200');
  const after = await readUsage(server);
  const cpu = (after.cpuMicroseconds - before.cpuMicroseconds) / samples.length;
  return { requestsPerSecond: samples.length / roundSeconds, cpu };
}

/** Reports how the service compares with the bare server in short rounds, so that other load on the machine affects both. */
async function compareRates(kind: 'verify' | 'exchange'): Promise<void> {
  const acs = await processes.start('acs');
  const bareServer = await processes.start(`bare ${kind}`, acs.port);
  const serviceServer = await processes.start(kind, acs.port);
  // A process compiles its code in the first seconds, so this function does not measure them.
  for (const { port } of [bareServer, serviceServer]) await sendAsFastAsPossible(port, 2, createRequest);
  const results: Record<'bare' | 'service', Awaited<ReturnType<typeof measureRate>>>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // The two servers take turns to be first, because the first one fills caches from which the second one gains.
    const bareFirst = round % 2 === 0 ? await measureRate(bareServer) : null;
    const service = await measureRate(serviceServer);
    results.push({ bare: bareFirst ?? (await measureRate(bareServer)), service });
  }
  const ratio = medianOf(results, ({ bare, service }) => service.requestsPerSecond / bare.requestsPerSecond);
  const describeBoth = (figure: 'requestsPerSecond' | 'cpu') =>
    (['service', 'bare'] as const)
      .map((server) => medianOf(results, (result) => result[server][figure]).toFixed(0))
      .join(' to ');
  const cpuRatio = medianOf(results, ({ bare, service }) => bare.cpu / service.cpu).toFixed(2);
  report.addTimed(
    `${kind}: requests a second, service to bare Hono (limit ${limits.ratio})`,
    `${describeBoth('requestsPerSecond')}, ratio ${ratio.toFixed(2)}; processor time ${describeBoth('cpu')} µs each, ratio ${cpuRatio}`,
    ratio,
    ratio >= limits.ratio,
  );
  processes.stop();
}

/**
 * Lets many clients wait at the same time: each sends one request, on a connection of its own, while ACS is slow. Then ACS is
 * fast again, and the clients have closed their connections.
 * @returns what the server used meanwhile
 */
async function measureWaitingRequests(acs: StartedServer, server: StartedServer) {
  const before = await readUsage(server, true);
  setAcsDelay(acs, slowMs);
  const answers = sendAtOnce(server.port, waitingCount, createRequest);
  // All requests have arrived, and none has its answer.
  await pause(slowMs - 500);
  const during = await readUsage(server, true);
  const samples = await answers;
  setAcsDelay(acs, 0);
  // The service remembers an exchange for two seconds.
  await pause(2_500);
  const after = await readUsage(server, true);
  const mebibyte = 2 ** 20;
  return {
    /** Milliseconds that the slowest 1 % of the answers came later than ACS allowed. */
    lateMs: findPercentile99(samples.map(({ tookMs }) => tookMs)) - slowMs,
    /** The growth of the memory that the operating system counts for the process. */
    residentMib: (during.residentBytes - before.residentBytes) / mebibyte,
    heapMib: (during.heapBytes - before.heapBytes) / mebibyte,
    /** What stayed in use on the heap afterwards. */
    keptMib: (after.heapBytes - before.heapBytes) / mebibyte,
    refusedCount: countRefused(samples),
  };
}

async function reportWaitingRequests(): Promise<void> {
  const acs = await processes.start('acs');
  const bareServer = await processes.start('bare exchange', acs.port);
  const serviceServer = await processes.start('exchange', acs.port);
  type Figures = Awaited<ReturnType<typeof measureWaitingRequests>>;
  const bare: Figures[] = [];
  const service: Figures[] = [];
  for (let round = 0; round <= waitingRounds; round += 1) {
    bare.push(await measureWaitingRequests(acs, bareServer));
    service.push(await measureWaitingRequests(acs, serviceServer));
    // The first round makes a process grow to the size that it then keeps, so its figures are not used.
    if (round === 0) bare.length = service.length = 0;
  }
  // Each round has only one burst, and other programs make some bursts twice as long. So the shortest round counts.
  const findShortest = (list: readonly Figures[]) => Math.min(...list.map((figures) => figures.lateMs));
  const [bareLateMs, lateMs] = [findShortest(bare), findShortest(service)];
  const lateRatio = lateMs / bareLateMs;
  report.addTimed(
    `${waitingCount} wait for a slow ACS: p99 later than ACS, to bare Hono (limit ${limits.lateRatio})`,
    `${lateMs.toFixed(0)} to ${bareLateMs.toFixed(0)} ms, ratio ${lateRatio.toFixed(2)}`,
    lateRatio,
    lateRatio <= limits.lateRatio,
  );
  const refusedCount = service.reduce((sum, round) => sum + round.refusedCount, 0);
  report.add('requests that were not answered with a token (limit 0)', `${refusedCount}`, refusedCount === 0);
  const reportGrowth = (name: string, limitMib: number, read: (figures: Figures) => number) => {
    const [serviceMib, bareMib] = [medianOf(service, read), medianOf(bare, read)];
    const text = `${serviceMib.toFixed(1)} MiB; bare Hono ${bareMib.toFixed(1)} MiB`;
    report.add(`${name} (limit ${limitMib} MiB)`, text, serviceMib <= limitMib);
  };
  const { waitingMib, keptMib } = limits;
  reportGrowth('growth of the process’s memory meanwhile', waitingMib, (figures) => figures.residentMib);
  reportGrowth('growth of the JavaScript heap meanwhile', waitingMib, (figures) => figures.heapMib);
  reportGrowth('growth of the heap that stays after the wait', keptMib, (figures) => figures.keptMib);
  processes.stop();
}

async function reportSteadyLoad(): Promise<void> {
  const slowAcs = await processes.start('acs', 9, { delayMs: 20 });
  const { port } = await processes.start('exchange', slowAcs.port);
  // A process compiles its code in the first seconds, so this function does not measure them.
  await sendAtRate(port, 200, smoke ? 1 : 3, createRequest);
  const samples = await sendAtRate(port, 200, steadySeconds, createRequest);
  const steadyMs = findPercentile99(samples.map(({ tookMs }) => tookMs));
  report.addTimed(
    `200 a second for ${steadySeconds} s, ACS takes 20 ms: p99 (limit ${limits.steadyMs} ms)`,
    `${steadyMs.toFixed(1)} ms`,
    steadyMs,
    steadyMs <= limits.steadyMs,
  );
  const refusedCount = countRefused(samples);
  report.add('of these, not answered with a token (limit 0)', `${refusedCount}`, refusedCount === 0);
  processes.stop();
}

await compareRates('verify');
await compareRates('exchange');
await reportWaitingRequests();
await reportSteadyLoad();
await processes.close();
report.setExitCode();
