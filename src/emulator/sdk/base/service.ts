/**
 * The emulator's origin. A build that bundles the drop-in SDK (our replacement for `@azure/communication-calling`) into
 * an app replaces this name by the origin. In the module that the emulator serves itself, `/calling.js`, the name stays
 * undefined, and the origin is that of the module.
 */
declare const __EMULATOR_ORIGIN__: string | undefined;

const getEmulatorOrigin = (): string =>
  typeof __EMULATOR_ORIGIN__ === 'string' ? __EMULATOR_ORIGIN__ : new URL(import.meta.url).origin;

export const getSignallingUrl = (): string => `${getEmulatorOrigin().replace(/^http/, 'ws')}/signalling`;

/**
 * How long the drop-in SDK waits in order to be as slow as Azure.
 * The emulator chooses these times when it runs with `EMULATOR_TIMING=service`; otherwise both are 0.
 */
export interface ServiceTiming {
  /** Until `createTeamsCallAgent` starts to connect. */
  readonly agentMs: number;
  /** Until the first `getDeviceManager` of a client resolves. */
  readonly deviceManagerMs: number;
}

const noDelay: ServiceTiming = { agentMs: 0, deviceManagerMs: 0 };

/** Asks the emulator for the times. @returns no delays when the emulator does not answer within a second. */
export async function fetchTiming(): Promise<ServiceTiming> {
  try {
    const response = await fetch(`${getEmulatorOrigin()}/calling/timing`, {
      signal: AbortSignal.timeout(1_000),
    });
    return response.ok ? ((await response.json()) as ServiceTiming) : noDelay;
  } catch {
    return noDelay;
  }
}

/** @returns a promise that resolves after the delay; `undefined` when the delay is 0. */
export const sleep = (delayMs: number): Promise<void> | undefined =>
  delayMs > 0 ? new Promise((resolve) => setTimeout(resolve, delayMs)) : undefined;
