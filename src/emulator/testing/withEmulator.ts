import { afterEach, beforeAll, beforeEach } from 'vitest';
import { startEmulator, type EmulatorOptions, type RunningEmulator } from '../emulator.ts';
import { TestClient } from './testClient.ts';
import { createSigningKey } from '../core/signingKey.ts';

/** An emulator for each test of a file, with a clock that tests can move. */
export interface Harness {
  readonly emulator: RunningEmulator;
  /** Moves the emulator's clock forward. */
  advance(milliseconds: number): void;
  /** Sends a request to a control. */
  control(method: string, path: string, body?: unknown): Promise<Response>;
  /** @returns the answer of a control. @throws Error when the control refuses. */
  controlJson<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** Connects a test client as a user. */
  connect(upn: string): Promise<Awaited<ReturnType<typeof TestClient.connect>>>;
}

export function withEmulator(): Harness {
  let running: RunningEmulator | undefined;
  let ahead = 0;
  const emulator = (): RunningEmulator => {
    if (!running) throw new Error('The emulator runs only during a test.');
    return running;
  };
  const control: Harness['control'] = (method, path, body) =>
    fetch(`${emulator().url}/emulator/${path}`, {
      method,
      headers: { 'x-emulator-secret': emulator().secret, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
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
    control,
    async controlJson(method, path, body) {
      const response = await control(method, path, body);
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      return response.json();
    },
    async connect(upn) {
      const response = await control('GET', `token?user=${upn}`);
      const { token } = (await response.json()) as { token: string };
      return TestClient.connect(`ws://127.0.0.1:${emulator().port}/signalling`, token);
    },
  };
}
