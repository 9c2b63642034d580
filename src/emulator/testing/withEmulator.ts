import { afterEach, beforeAll, beforeEach } from 'vitest';
import { startEmulator, type EmulatorOptions, type RunningEmulator } from '../emulator.ts';
import type { AcsUserKind } from '../core/people.ts';
import { TestClient } from './testClient.ts';
import { createSigningKey } from '../core/accessTokens.ts';

/** Helpers for the tests of a file. Each test has an emulator of its own. */
export type Harness = ReturnType<typeof setUpEmulator>;

/**
 * Starts an emulator for each test of a file. The emulators share their signing keys, because making keys takes time.
 * @param options `consent`: with a policy, no administrator has consented when the emulator starts.
 */
export function setUpEmulator(
  options: Pick<EmulatorOptions, 'appPort' | 'consent' | 'directory' | 'retire'> = {},
) {
  let runningEmulator: RunningEmulator | undefined;
  let aheadMs = 0;
  const requireEmulator = (): RunningEmulator => {
    if (!runningEmulator) throw new Error('The emulator runs only during a test.');
    return runningEmulator;
  };
  /** Sends a request to a control. @param path the path under `/emulator/`. */
  const control = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${requireEmulator().url}/emulator/${path}`, {
      method,
      headers: { 'x-emulator-secret': requireEmulator().secret, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  let keys: NonNullable<EmulatorOptions['keys']>;
  beforeAll(async () => {
    const [entra, acs] = await Promise.all([createSigningKey(), createSigningKey()]);
    keys = { entra, acs };
  });
  beforeEach(async () => {
    aheadMs = 0;
    const now = () => Date.now() + aheadMs;
    runningEmulator = await startEmulator({ ...options, keys, now });
  });
  const openClients: TestClient[] = [];
  afterEach(async () => {
    for (const { socket } of openClients.splice(0)) socket.terminate();
    await runningEmulator?.stop();
    runningEmulator = undefined;
  });
  return {
    get emulator() {
      return requireEmulator();
    },
    /** Moves forward the time that the emulator reads from the system. Timers that are running do not change. */
    advance(milliseconds: number): void {
      aheadMs += milliseconds;
    },
    control,
    /** Sends a request to a control. @returns the JSON of the answer. @throws Error if the control refuses. */
    async controlJson<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await control(method, path, body);
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      return response.json() as Promise<T>;
    },
    /**
     * Connects a test client to the signalling server. It closes when the test ends.
     * @param as as whom the person connects: as the Teams user, or as an agent of Teams Phone extensibility.
     */
    connectClient(upn: string, as: AcsUserKind = 'teamsUser') {
      return this.connectWith(`user=${upn}&as=${as}`);
    },
    /** Connects a test client like `connectClient`. @param query whom the control `token` gets, such as `acsUser=ann`. */
    async connectWith(query: string, displayName?: string) {
      const answer = await this.controlJson<{ token: string; userId?: string }>('GET', `token?${query}`);
      const url = `ws://127.0.0.1:${requireEmulator().port}/signalling`;
      const client = await TestClient.connect(url, answer.token, undefined, displayName);
      openClients.push(client);
      return Object.assign(client, { userId: answer.userId ?? '' });
    },
  };
}
