import { afterEach } from 'vitest';
import { defaultState, type TestClient } from './testClient.ts';
import { personOf } from './signIn.ts';
import { setUpEmulator, type Harness } from './withEmulator.ts';

/** The UPNs of the test users. */
export const alice = 'alice@fabrikam.example';
export const bob = 'bob@fabrikam.example';
export const carol = 'carol@fabrikam.example';
/** @returns a user's raw id. */
export const getRawId = (upn: string): string => `8:orgid:${personOf(upn).oid}`;

/** Waits for the end of a call. @returns `<code>/<subcode>`. */
export const waitForEnd = (client: TestClient): Promise<string> =>
  client.waitForEvent('ended').then(({ end }) => `${end.code}/${end.subCode}`);

/** Waits until a user has joined the call. @returns the event with the user's roster entry. */
export const waitForJoin = (client: TestClient, upn: string) =>
  client.waitForEvent(
    'participant',
    ({ entry }) => entry.presence === 'Joined' && entry.id === getRawId(upn),
  );

interface CallsHarness extends Harness {
  /**
   * Runs an action of a person or phone number, by the route `POST /emulator/act`.
   * @param as the UPN, object id, participant id or phone number.
   * @param name the name of the action, such as `ring` or `hold`.
   * @returns the ids of the call and the participant, and the end reason if the call has ended at once.
   */
  runAction(
    as: string,
    name: string,
    parameters?: object,
  ): Promise<{ call: string; participant: string; ended?: object }>;
}

/** Starts an emulator for each test of a file, and closes the test clients after each test. */
export function setUpEmulatorWithCalls(): CallsHarness {
  const harness = setUpEmulator();
  const openClients: TestClient[] = [];
  afterEach(() => {
    for (const { socket } of openClients.splice(0)) socket.terminate();
  });
  return {
    get emulator() {
      return harness.emulator;
    },
    advance: (milliseconds) => harness.advance(milliseconds),
    control: (method, path, body) => harness.control(method, path, body),
    controlJson: (method, path, body) => harness.controlJson(method, path, body),
    async connectClient(upn) {
      const client = await harness.connectClient(upn);
      openClients.push(client);
      return client;
    },
    runAction: (as, act, parameters = {}) => harness.controlJson('POST', 'act', { as, act, ...parameters }),
  };
}

/**
 * Lets Bob, whom the emulator plays, call Alice's test client, which accepts.
 * @returns Alice's client, the id of the call, and Bob's participant id in it.
 */
export async function connectBobToAlice(harness: CallsHarness, media = 'echo') {
  const aliceClient = await harness.connectClient(alice);
  const { call } = await harness.runAction(bob, 'ring', { to: alice, media });
  await aliceClient.waitForEvent('incoming');
  aliceClient.sendCommand({ t: 'accept', call, state: defaultState });
  const { entry } = await waitForJoin(aliceClient, bob);
  return { aliceClient, call, bobParticipantId: entry.participant };
}
