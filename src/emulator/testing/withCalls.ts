import { afterEach } from 'vitest';
import { defaultState, type TestClient } from './testClient.ts';
import { personOf } from './signIn.ts';
import { withEmulator, type Harness } from './withEmulator.ts';

export const alice = 'alice@fabrikam.example';
export const bob = 'bob@fabrikam.example';
export const carol = 'carol@fabrikam.example';
/** @returns the raw id of somebody. */
export const idOf = (upn: string): string => `8:orgid:${personOf(upn).oid}`;

/** @returns code and sub-code of the end that a window hears of. */
export const endOf = (client: TestClient): Promise<string> =>
  client.event('ended').then(({ end }) => `${end.code}/${end.subCode}`);

/** @returns the news that somebody is in the call. */
export const joined = (client: TestClient, upn: string) =>
  client.event('participant', ({ entry }) => entry.presence === 'Joined' && entry.id === idOf(upn));

interface CallsHarness extends Harness {
  /** Does something in somebody's name. */
  action(
    as: string,
    name: string,
    more?: object,
  ): Promise<{ call: string; participant: string; ended?: object }>;
}

/** An emulator for each test, whose windows are closed after it. */
export function withCalls(): CallsHarness {
  const rig = withEmulator();
  const open: TestClient[] = [];
  afterEach(() => {
    for (const { socket } of open.splice(0)) socket.terminate();
  });
  return {
    get emulator() {
      return rig.emulator;
    },
    advance: (milliseconds) => rig.advance(milliseconds),
    control: (method, path, body) => rig.control(method, path, body),
    controlJson: (method, path, body) => rig.controlJson(method, path, body),
    async connect(upn) {
      const client = await rig.connect(upn);
      open.push(client);
      return client;
    },
    action: (as, act, more = {}) => rig.controlJson('POST', 'act', { as, act, ...more }),
  };
}

/** Bob, who has no page, has called Alice's window, and it has answered. */
export async function bobTalksToAlice(rig: CallsHarness, media = 'echo') {
  const a = await rig.connect(alice);
  const { call } = await rig.action(bob, 'ring', { to: alice, media });
  await a.event('incoming');
  a.command({ t: 'accept', call, state: defaultState });
  const { entry } = await joined(a, bob);
  return { a, call, bobIn: entry.participant };
}
