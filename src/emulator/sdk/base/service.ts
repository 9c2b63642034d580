/**
 * The emulator's origin, put in place of this name by a build that bundles the drop-in SDK (our replacement for
 * `@azure/communication-calling`) into an app. In the emulator's own module `/calling.js` the name stays undefined, since
 * the module's own origin is the emulator's.
 */
declare const __EMULATOR_ORIGIN__: string | undefined;

const getEmulatorOrigin = (): string =>
  typeof __EMULATOR_ORIGIN__ === 'string' ? __EMULATOR_ORIGIN__ : new URL(import.meta.url).origin;

export const getSignallingUrl = (): string => `${getEmulatorOrigin().replace(/^http/, 'ws')}/signalling`;

/** How long the drop-in SDK waits in order to be as slow as Azure. Without `EMULATOR_TIMING=service`, both times are 0. */
export interface ServiceTiming {
  /** Until `createTeamsCallAgent` starts to connect. */
  readonly agentMs: number;
  /** Until the first `getDeviceManager` of a client resolves. */
  readonly deviceManagerMs: number;
}

/** Asks the emulator for the times. @returns no delays when the emulator does not answer within a second. */
export async function fetchTiming(): Promise<ServiceTiming> {
  try {
    const signal = AbortSignal.timeout(1_000);
    const response = await fetch(`${getEmulatorOrigin()}/calling/timing`, { signal });
    if (response.ok) return (await response.json()) as ServiceTiming;
  } catch {
    // The app also works without delays.
  }
  return { agentMs: 0, deviceManagerMs: 0 };
}

/** @returns a promise that resolves after the delay; `undefined` when the delay is 0. */
export const sleep = (delayMs: number): Promise<void> | undefined =>
  delayMs > 0 ? new Promise((resolve) => setTimeout(resolve, delayMs)) : undefined;
