import { afterEach } from 'vitest';
import { defaultState, type TestClient } from './testClient.ts';
import { personOf } from './signIn.ts';
import { withEmulator, type Harness } from './withEmulator.ts';

export const alice = 'alice@fabrikam.example';
export const bob = 'bob@fabrikam.example';
export const carol = 'carol@fabrikam.example';
/** @returns a user's raw id. */
export const idOf = (upn: string): string => `8:orgid:${personOf(upn).oid}`;

/** Waits for the end of a call. @returns `<code>/<subcode>`. */
export const endOf = (client: TestClient): Promise<string> =>
  client.event('ended').then(({ end }) => `${end.code}/${end.subCode}`);

/** Waits until a user has joined the call. */
export const joined = (client: TestClient, upn: string) =>
  client.event('participant', ({ entry }) => entry.presence === 'Joined' && entry.id === idOf(upn));

interface CallsHarness extends Harness {
  /** Runs an action in the name of a persona. */
  action(
    as: string,
    name: string,
    more?: object,
  ): Promise<{ call: string; participant: string; ended?: object }>;
}

/** An emulator for each test, whose test clients are closed after it. */
export function withCalls(): CallsHarness {
  const harness = withEmulator();
  const open: TestClient[] = [];
  afterEach(() => {
    for (const { socket } of open.splice(0)) socket.terminate();
  });
  return {
    get emulator() {
      return harness.emulator;
    },
    advance: (milliseconds) => harness.advance(milliseconds),
    control: (method, path, body) => harness.control(method, path, body),
    controlJson: (method, path, body) => harness.controlJson(method, path, body),
    async connect(upn) {
      const client = await harness.connect(upn);
      open.push(client);
      return client;
    },
    action: (as, act, more = {}) => harness.controlJson('POST', 'act', { as, act, ...more }),
  };
}

/** Lets a virtual agent of Bob call Alice's test client, which accepts. */
export async function bobTalksToAlice(harness: CallsHarness, media = 'echo') {
  const a = await harness.connect(alice);
  const { call } = await harness.action(bob, 'ring', { to: alice, media });
  await a.event('incoming');
  a.command({ t: 'accept', call, state: defaultState });
  const { entry } = await joined(a, bob);
  return { a, call, bobIn: entry.participant };
}
