import { timingUrl } from './origin.ts';

/** How long the emulator is asked to take, in milliseconds. */
export interface ServiceTiming {
  readonly agentMs: number;
  readonly deviceManagerMs: number;
}

const atOnce: ServiceTiming = { agentMs: 0, deviceManagerMs: 0 };
/** Milliseconds until the answer is given up: an emulator that is out of reach makes nothing slower. */
const answerWithinMs = 1_000;

/** @returns the timing that holds now; none when the emulator cannot be reached. */
export async function askTiming(): Promise<ServiceTiming> {
  try {
    const response = await fetch(timingUrl(), { signal: AbortSignal.timeout(answerWithinMs) });
    return response.ok ? ((await response.json()) as ServiceTiming) : atOnce;
  } catch {
    return atOnce;
  }
}

export const pass = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
