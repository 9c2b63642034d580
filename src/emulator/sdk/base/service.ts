import { check } from './errors.ts';
import { setRecording } from './recording.ts';

/**
 * The emulator's origin, put in place of this name by a build that bundles the drop-in SDK (our replacement for
 * `@azure/communication-calling`) into an app. In the emulator's own module `/calling.js` the name stays undefined, since
 * the module's own origin is the emulator's.
 */
declare const __EMULATOR_ORIGIN__: string | undefined;

/** How a developer can fix a wrong origin. */
const originAdvice = "Let your bundler define __EMULATOR_ORIGIN__, for example as 'http://localhost:5174'.";

/** @throws 400/0 (code/subcode) if neither `__EMULATOR_ORIGIN__` nor, without it, this module's URL is a web address. */
export function getEmulatorOrigin(): string {
  const address = typeof __EMULATOR_ORIGIN__ === 'string' ? __EMULATOR_ORIGIN__ : import.meta.url;
  const isWebAddress = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  const message = `acs-calling-emulator: the drop-in SDK does not know where the emulator is. ${originAdvice}`;
  check(isWebAddress, 400, 0, message, 'UnexpectedClientError');
  return new URL(address).origin;
}

export const getSignallingUrl = (): string => `${getEmulatorOrigin().replace(/^http/, 'ws')}/signalling`;

/** How long the drop-in SDK waits in order to be as slow as Azure. Without `EMULATOR_TIMING=service`, both times are 0. */
export interface ServiceTiming {
  /** Until `createTeamsCallAgent` starts to connect. */
  readonly agentMs: number;
  /** Until the first `getDeviceManager` of a client resolves. */
  readonly deviceManagerMs: number;
}

/**
 * Asks the emulator for its delays, and tells the developer in the console where the emulator is, or why it does not answer.
 * @returns no delays if the emulator does not answer within a second.
 * @throws the error of `getEmulatorOrigin`
 */
export async function fetchTiming(): Promise<ServiceTiming> {
  const origin = getEmulatorOrigin();
  try {
    const signal = AbortSignal.timeout(1_000);
    const response = await fetch(`${origin}/calling/timing`, { signal });
    const timing: Partial<ServiceTiming & { recording: boolean }> = await response
      .json()
      .catch((error: unknown) => {
        // Another server may answer with an HTML page.
        if (error instanceof SyntaxError) return {};
        throw error;
      });
    if (typeof timing.agentMs === 'number') {
      sayOnce('info', `acs-calling-emulator: emulator at ${origin}`);
      warnOfSecondEmulator(origin);
      setRecording(timing.recording === true);
      return timing as ServiceTiming;
    }
    sayOnce('error', `acs-calling-emulator: ${origin} is not an emulator. ${originAdvice}`);
  } catch (error) {
    // The app also works without delays. A busy emulator may need more than a second.
    const isTimeout = (error as Error).name === 'TimeoutError';
    if (!isTimeout) sayOnce('error', createUnreachableMessage(origin));
  }
  return { agentMs: 0, deviceManagerMs: 0 };
}

const createUnreachableMessage = (origin: string): string =>
  `acs-calling-emulator: no emulator answers this page at ${origin}. Start it with "npx acs-calling-emulator", open the page at localhost, and allow the address in the Content Security Policy.`;

/** The page's variable with the origin of the emulator that it uses. Each copy of the drop-in SDK in the page reads it. */
const usedOriginKey = Symbol.for('acs-calling-emulator origin');

function warnOfSecondEmulator(origin: string): void {
  const page = globalThis as { [usedOriginKey]?: string };
  const usedOrigin = (page[usedOriginKey] ??= origin);
  if (usedOrigin === origin) return;
  const message = `acs-calling-emulator: this page uses two emulators, ${usedOrigin} and ${origin}. Calls and tokens of one are unknown to the other.`;
  sayOnce('error', message);
}

const saidMessages = new Set<string>();
function sayOnce(level: 'info' | 'error', message: string): void {
  if (!saidMessages.has(message)) console[level](message);
  saidMessages.add(message);
}

/** @returns a promise that resolves after the delay; `undefined` when the delay is 0. */
export const sleep = (delayMs: number): Promise<void> | undefined =>
  delayMs > 0 ? new Promise((resolve) => setTimeout(resolve, delayMs)) : undefined;
