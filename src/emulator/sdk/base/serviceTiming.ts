import { timingUrl } from './origin.ts';

/** How long the drop-in waits, to be as slow as the service. Set by `EMULATOR_TIMING`. */
export interface ServiceTiming {
  readonly agentMs: number;
  readonly deviceManagerMs: number;
}

const noDelay: ServiceTiming = { agentMs: 0, deviceManagerMs: 0 };
/** An emulator that cannot be reached delays nothing for longer than this. */
const fetchTimeoutMs = 1_000;

/** @returns the present timing; no delay when the emulator cannot be reached. */
export async function fetchTiming(): Promise<ServiceTiming> {
  try {
    const response = await fetch(timingUrl(), { signal: AbortSignal.timeout(fetchTimeoutMs) });
    return response.ok ? ((await response.json()) as ServiceTiming) : noDelay;
  } catch {
    return noDelay;
  }
}

/** @returns a promise that resolves after the delay; `undefined` for no delay. */
export const sleep = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
