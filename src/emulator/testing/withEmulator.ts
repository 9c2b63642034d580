import { afterEach, beforeAll, beforeEach } from 'vitest';
import { startEmulator, type EmulatorOptions, type RunningEmulator } from '../emulator.ts';
import { createSigningKey } from '../signingKey.ts';

/** What the tests of one file share: an emulator of its own for each test, and a clock that they can move. */
export interface Rig {
  readonly emulator: RunningEmulator;
  /** Moves the emulator's clock forward. */
  advance(milliseconds: number): void;
  /** Calls one of the controls. */
  control(method: string, path: string, body?: object): Promise<Response>;
}

export function withEmulator(): Rig {
  let running: RunningEmulator | undefined;
  let ahead = 0;
  const emulator = (): RunningEmulator => {
    if (!running) throw new Error('The emulator runs only during a test.');
    return running;
  };
  let keys: NonNullable<EmulatorOptions['keys']>;
  beforeAll(async () => {
    const [entra, acs] = await Promise.all([createSigningKey(), createSigningKey()]);
    keys = { entra, acs };
  });
  beforeEach(async () => {
    ahead = 0;
    running = await startEmulator({ port: 0, appPort: 5173, keys, now: () => Date.now() + ahead });
  });
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });
  return {
    get emulator() {
      return emulator();
    },
    advance(milliseconds) {
      ahead += milliseconds;
    },
    control: (method, path, body) =>
      fetch(`${emulator().url}/emulator/${path}`, {
        method,
        headers: { 'x-emulator-secret': emulator().secret, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
  };
}
