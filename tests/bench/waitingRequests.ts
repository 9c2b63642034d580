import { setTimeout as pause } from 'node:timers/promises';
import { findPercentile99, median } from './limits.ts';
import { sendAtOnce } from './load.ts';
import { readUsage, setAcsDelay, type ServiceProcesses, type StartedServer } from './serviceProcesses.ts';

/** Milliseconds that the simulated ACS takes while requests wait: less than the time limit of an exchange. */
const slowMs = 3_000;

/** What a server used while requests waited for ACS, as medians of all rounds. Sizes are in bytes. */
export interface WaitingFigures {
  /**
   * Milliseconds that the slowest 1 % of the answers came later than ACS allowed. The shortest of all rounds: each round has only one
   * burst, and other programs make some bursts twice as long.
   */
  readonly lateMs: number;
  /** The growth of the memory that the operating system counts for the process. */
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** Bytes of the heap that stayed in use afterwards. */
  readonly keptBytes: number;
  /** How many requests of all rounds were not answered with 200. */
  readonly errorCount: number;
}

/**
 * Lets many clients wait at the same time: each sends one request, on a connection of its own, while ACS is slow. Then ACS is
 * fast again, and the clients have closed their connections.
 */
export async function measureWaitingRequests(
  { createRequest }: ServiceProcesses,
  acs: StartedServer,
  servers: readonly StartedServer[],
  count: number,
  rounds: number,
): Promise<WaitingFigures[]> {
  const results = servers.map(() => [] as WaitingFigures[]);
  // The first round makes the process grow to the size that it then keeps, so its figures are not used.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, server] of servers.entries()) {
      const before = await readUsage(server, true);
      setAcsDelay(acs, slowMs);
      const answers = sendAtOnce(server.port, count, createRequest);
      // All requests have arrived, and none has its answer.
      await pause(slowMs - 500);
      const during = await readUsage(server, true);
      const samples = await answers;
      setAcsDelay(acs, 0);
      // The service remembers an exchange for two seconds.
      await pause(2_500);
      const after = await readUsage(server, true);
      if (round === 0) continue;
      results[index]?.push({
        lateMs: findPercentile99(samples.map(({ tookMs }) => tookMs)) - slowMs,
        residentBytes: during.residentBytes - before.residentBytes,
        heapBytes: during.heapBytes - before.heapBytes,
        keptBytes: after.heapBytes - before.heapBytes,
        errorCount: samples.filter(({ status }) => status !== 200).length,
      });
    }
  }
  return results.map((figures) => ({
    lateMs: Math.min(...figures.map(({ lateMs }) => lateMs)),
    residentBytes: median(figures.map(({ residentBytes }) => residentBytes)),
    heapBytes: median(figures.map(({ heapBytes }) => heapBytes)),
    keptBytes: median(figures.map(({ keptBytes }) => keptBytes)),
    errorCount: figures.reduce((sum, { errorCount }) => sum + errorCount, 0),
  }));
}
