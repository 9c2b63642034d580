import { expect, test } from 'vitest';
import type { State } from '../controls/views.ts';
import { defaultState, createStartCommand, type TestClient } from '../testing/testClient.ts';
import { personOf } from '../testing/signIn.ts';
import { alice, bob, setUpEmulatorWithCalls } from '../testing/withCalls.ts';
import { scenarios } from './scenarioRoutes.ts';

// The event `place` tells a receiver its place in the call: the kind of the call, and the receiver’s role and presence.
// The event `shared` contains a value that a call feature stores for everyone in the call.

const harness = setUpEmulatorWithCalls();
/** Starts a scenario for a user. @returns the answer of the route. */
const startScenario = (name: string, parameters: object = {}, user = alice) =>
  harness.controlJson<{
    call: string;
    next: string;
    meeting: { link: string; meetingId: string; passcode: string };
  }>('POST', `scenarios/${name}`, { user, ...parameters });
const advanceClock = (advanceMs: number) => harness.controlJson('POST', 'clock', { advanceMs });

/** Accepts the incoming call, and waits until the caller has joined it. @returns the id of the call. */
async function acceptIncomingCall(client: TestClient) {
  const { call } = await client.waitForEvent('incoming');
  client.sendCommand({ t: 'accept', call, state: defaultState });
  await client.waitForPresence('Joined');
  return call;
}
/** Joins a meeting, or its lobby. @returns the event with the call context. */
async function joinMeeting(client: TestClient, meetingId: string, passcode: string) {
  const [call, self] = [crypto.randomUUID(), crypto.randomUUID()];
  client.sendCommand({ t: 'join', call, self, meeting: { meetingId, passcode }, state: defaultState });
  return client.waitForEvent('place');
}

test('every scenario has a name and a title, and tells the user what to do next', async () => {
  const listedScenarios = await harness.controlJson<{ name: string }[]>('GET', 'scenarios');
  expect(listedScenarios.map(({ name }) => name)).toEqual(scenarios.map(({ name }) => name));
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  await harness.connectClient(alice);
  for (const { name } of scenarios) {
    expect((await startScenario(name)).next.length).toBeGreaterThan(20);
    await harness.controlJson('POST', 'reset');
  }
});

test('being-called: Bob calls the user, who can accept', async () => {
  const aliceClient = await harness.connectClient(alice);
  await startScenario('being-called');
  await acceptIncomingCall(aliceClient);
  expect((await aliceClient.waitForEvent('incoming')).from).toMatchObject({
    id: `8:orgid:${personOf(bob).oid}`,
    bot: 'echo',
  });
});

test.each([
  ['declined-call', 1_000, '603/0'],
  ['busy', 0, '486/0'],
  ['no-answer', 5_000, '487/10004'],
])('%s: the next call of the user ends after %d ms with %s', async (name, ringingMs, endReason) => {
  const aliceClient = await harness.connectClient(alice);
  await startScenario(name);
  aliceClient.sendCommand(createStartCommand(personOf(bob).oid).command);
  if (ringingMs > 0) await aliceClient.waitForPresence('Ringing');
  await advanceClock(ringingMs);
  expect(await aliceClient.waitForEnd()).toBe(endReason);
});

test.each([
  ['answered-elsewhere', '487/10003'],
  ['caller-gives-up', '487/0'],
])('%s: the call stops ringing after four seconds, and ends with %s', async (name, endReason) => {
  const aliceClient = await harness.connectClient(alice);
  await startScenario(name);
  await aliceClient.waitForEvent('incoming');
  await advanceClock(4_000);
  expect(await aliceClient.waitForEnd()).toBe(endReason);
});

test('voicemail: a user who accepts is transferred to a voicemail', async () => {
  const aliceClient = await harness.connectClient(alice);
  await startScenario('voicemail');
  await acceptIncomingCall(aliceClient);
  await advanceClock(3_000);
  const { target } = await aliceClient.waitForEvent('transfer');
  expect(target).toEqual({ id: `8:orgid:${personOf('carol@fabrikam.example').oid}`, voicemail: true });
});

test('recording: the recording starts after the user accepts, or at once if the user is in a call', async () => {
  const aliceClient = await harness.connectClient(alice);
  await startScenario('recording');
  await acceptIncomingCall(aliceClient);
  await advanceClock(2_000);
  await aliceClient.waitForEvent('shared', ({ key }) => key === 'recording');
  const { calls } = await harness.controlJson<State>('GET', 'state');
  await harness.controlJson('POST', 'act', { as: bob, act: 'record', on: false });
  expect((await startScenario('recording')).call).toBe(calls[0]?.call);
});

test('token-expires: the next tokens of the user expire after two minutes', async () => {
  await startScenario('token-expires');
  expect(await harness.controlJson('GET', 'conditions')).toEqual({
    [personOf(alice).oid]: { tokenLifetimeSeconds: 120 },
  });
});

test('dead-network: the page learns that media is lost, gets no events for a while, and then all of them', async () => {
  const aliceClient = await harness.connectClient(alice);
  await startScenario('being-called');
  await acceptIncomingCall(aliceClient);
  await startScenario('dead-network');
  await aliceClient.waitForEvent('media', ({ lost }) => lost);
  await harness.controlJson('POST', 'act', { as: bob, act: 'hold' });
  await new Promise((resolve) => setTimeout(resolve, 150));
  const hasReceivedHold = () =>
    aliceClient.events.some((event) => event.t === 'participant' && event.entry.state.hold);
  expect(hasReceivedHold()).toBe(false);
  await advanceClock(20_000);
  await aliceClient.waitFor(() => hasReceivedHold() || undefined);
  await aliceClient.waitForEvent('media', ({ lost }) => !lost);
});

test('meeting-with-lobby: Bob waits until the organizer admits him; Alice, the organizer, finds two people in the lobby', async () => {
  const bobClient = await harness.connectClient(bob);
  const { meetingId, passcode, link } = (await startScenario('meeting-with-lobby', {}, bob)).meeting;
  expect(link).toContain('https://teams.microsoft.com/l/meetup-join/');
  expect((await joinMeeting(bobClient, meetingId, passcode)).presence).toBe('InLobby');
  await expect
    .poll(async () => JSON.stringify(await harness.controlJson('GET', 'calls')))
    .toContain('InLobby');
  await advanceClock(10_000);
  await bobClient.waitForEvent('place', ({ presence }) => presence === 'Joined');
  await harness.controlJson('POST', 'reset');
  const aliceClient = await harness.connectClient(alice);
  await startScenario('meeting-with-lobby');
  expect((await joinMeeting(aliceClient, meetingId, passcode)).role).toBe('Organizer');
  const listWaitingParticipants = () =>
    aliceClient.events.filter((event) => event.t === 'participant' && event.entry.presence === 'InLobby');
  await aliceClient.waitFor(() => (listWaitingParticipants().length === 2 ? true : undefined));
});

test('crowd: a crowd fills a meeting, or the call of the user, and its members raise and lower their hands', async () => {
  const aliceClient = await harness.connectClient(alice);
  const { meetingId, passcode } = (await startScenario('crowd', { count: 20 })).meeting;
  await joinMeeting(aliceClient, meetingId, passcode);
  await aliceClient.waitForCount('participant', 20);
  await advanceClock(3_000);
  await aliceClient.waitForEvent('shared', ({ feature, value }) => feature === 'raiseHand' && value === 1);
  await advanceClock(3_000);
  await aliceClient.waitForEvent('shared', ({ feature, value }) => feature === 'raiseHand' && value === null);
  expect((await startScenario('crowd', { count: 25 })).next).toContain('in your call');
  await aliceClient.waitForCount('participant', 25);
});

test.each([
  ['being-called', bob, 409],
  ['dead-network', bob, 409],
  ['being-called', 'echo@fabrikam.example', 400],
  ['being-called', 'nobody', 404],
  ['sudo', alice, 404],
])('a request to start the scenario %s for the user %s is refused with %d', async (name, user, status) => {
  expect((await harness.control('POST', `scenarios/${name}`, { user })).status).toBe(status);
});
