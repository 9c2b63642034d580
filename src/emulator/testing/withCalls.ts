import { defaultState, type TestClient } from './testClient.ts';
import { personOf } from './signIn.ts';
import { setUpEmulator } from './withEmulator.ts';

export const alice = 'alice@fabrikam.example';
export const bob = 'bob@fabrikam.example';
export const carol = 'carol@fabrikam.example';
/** Waits until a user has joined the call. @returns the event with the user's roster entry. */
export const waitForJoin = (client: TestClient, upn: string) =>
  client.waitForEvent(
    'participant',
    ({ entry }) => entry.presence === 'Joined' && entry.id === `8:orgid:${personOf(upn).oid}`,
  );

/** Starts an emulator for each test of a file. */
export function setUpEmulatorWithCalls() {
  const harness = setUpEmulator();
  return Object.assign(harness, {
    /**
     * Runs an action of a person or phone number, by the route `POST /emulator/act`.
     * @param as the UPN, object id, participant id or phone number.
     * @param act the name of the action, such as `ring` or `hold`.
     * @returns the ids of the call and the participant, and the end reason if the call has ended at once.
     */
    runAction: (as: string, act: string, parameters: object = {}) =>
      harness.controlJson<{ call: string; participant: string; ended?: object }>('POST', 'act', {
        as,
        act,
        ...parameters,
      }),
  });
}
type CallsHarness = ReturnType<typeof setUpEmulatorWithCalls>;

/** Lets the emulated Bob call Alice's client, which accepts. @returns her client, the call's id, and his participant id in it. */
export async function connectBobToAlice(harness: CallsHarness, media = 'echo') {
  const aliceClient = await harness.connectClient(alice);
  const { call } = await harness.runAction(bob, 'ring', { to: alice, media });
  await aliceClient.waitForEvent('incoming');
  aliceClient.sendCommand({ t: 'accept', call, state: defaultState });
  const { entry } = await waitForJoin(aliceClient, bob);
  return { aliceClient, call, bobParticipantId: entry.participant };
}
