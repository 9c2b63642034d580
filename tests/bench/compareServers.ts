import { median } from './limits.ts';
import { sendAsFastAsPossible } from './load.ts';
import { readUsage, type ServiceProcesses, type StartedServer } from './serviceProcesses.ts';

/** What a server achieved in one round. */
interface RoundResult {
  /** Requests per second. */
  readonly rate: number;
  /** Microseconds of processor time for each request, in all threads. */
  readonly cpu: number;
}

/** How the service compares with the bare server, as medians of all rounds. */
export interface Comparison {
  readonly bare: RoundResult;
  readonly service: RoundResult;
  /** The service's rate, divided by the bare server's rate in the same round. */
  readonly ratio: number;
  /** The processor time of the bare server for a request, divided by that of the service. */
  readonly cpuRatio: number;
}

/**
 * Measures both servers in short rounds, so that other load on the machine affects both.
 * @param roundSeconds how long a round measures each server
 * @throws Error if a server does not answer every request with 200
 */
export async function compareServers(
  { createRequest }: ServiceProcesses,
  servers: { readonly bare: StartedServer; readonly service: StartedServer },
  rounds: number,
  roundSeconds: number,
): Promise<Comparison> {
  const measure = async (server: StartedServer): Promise<RoundResult> => {
    const before = await readUsage(server);
    const samples = await sendAsFastAsPossible(server.port, roundSeconds, createRequest);
    if (samples.some(({ status }) => status !== 200)) throw new Error('not every answer was 200');
    const after = await readUsage(server);
    return {
      rate: samples.length / roundSeconds,
      cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / samples.length,
    };
  };
  // A process compiles its code in the first seconds, so this function does not measure them.
  await sendAsFastAsPossible(servers.bare.port, 2, createRequest);
  await sendAsFastAsPossible(servers.service.port, 2, createRequest);
  const results: Record<'bare' | 'service', RoundResult>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // The two servers take turns to be first, because the first one fills caches from which the second one gains.
    const bareFirst = round % 2 === 0 ? await measure(servers.bare) : null;
    const service = await measure(servers.service);
    results.push({ bare: bareFirst ?? (await measure(servers.bare)), service });
  }
  const medianOf = (server: 'bare' | 'service'): RoundResult => ({
    rate: median(results.map((result) => result[server].rate)),
    cpu: median(results.map((result) => result[server].cpu)),
  });
  return {
    bare: medianOf('bare'),
    service: medianOf('service'),
    ratio: median(results.map(({ bare, service }) => service.rate / bare.rate)),
    cpuRatio: median(results.map(({ bare, service }) => bare.cpu / service.cpu)),
  };
}
