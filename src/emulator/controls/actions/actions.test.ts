import { expect, test } from 'vitest';
import { defaultState, createStartCommand } from '../../testing/testClient.ts';
import { personOf } from '../../testing/signIn.ts';
import {
  alice,
  bob,
  connectBobToAlice,
  carol,
  getRawId,
  waitForJoin,
  setUpEmulatorWithCalls,
} from '../../testing/withCalls.ts';
import type { Call } from '../views.ts';

// The event `shared` contains a value that a call feature stores for everyone in the call, and `said` contains a message of
// a call feature.
// The event `place` tells a receiver its place in the call: the kind of the call, and the receiver’s role and presence.

// The tests use two meetings of the default directory: 201000000001 has no lobby, and 201000000002 has a lobby.

const harness = setUpEmulatorWithCalls();

test('when a call ends at once, the answer to the action “ring” contains the end reason', async () => {
  expect((await harness.runAction(bob, 'ring', { to: carol })).ended).toEqual({ code: 480, subCode: 10037 });
});

test('the action “decline” ends a call for the caller, and stops the ringing at the user’s page', async () => {
  const [aliceClient, bobClient] = [await harness.connectClient(alice), await harness.connectClient(bob)];
  const { command } = createStartCommand(personOf(bob).oid);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  await harness.runAction(bob, 'decline');
  expect([await aliceClient.waitForEnd(), await bobClient.waitForEnd()]).toEqual(['603/0', '603/0']);
});

test('when the action “accept” answers for a user, the user’s page stops ringing, and the caller’s page gets back its earlier signals', async () => {
  const [aliceClient, bobClient] = [await harness.connectClient(alice), await harness.connectClient(bob)];
  const { command, call, to, self } = createStartCommand(personOf(bob).oid);
  aliceClient.sendCommand(command);
  const participant = to[0]?.participant ?? '';
  aliceClient.sendCommand({ t: 'signal', call, to: participant, signal: { ask: 'restart' } });
  await bobClient.waitForEvent('signal');
  await harness.runAction(bob, 'accept');
  expect(await bobClient.waitForEnd()).toBe('487/10003');
  expect((await waitForJoin(aliceClient, bob)).entry.bot).toBe('echo');
  expect(await aliceClient.waitForEvent('signal')).toMatchObject({ from: self, to: participant });
});

test('a virtual agent shares a screen, holds and goes silent, and the other participants receive each change', async () => {
  const { aliceClient, bobParticipantId } = await connectBobToAlice(harness, 'silent');
  const eventCount = aliceClient.events.length;
  await harness.runAction(bobParticipantId, 'share', { on: true });
  await harness.runAction(bobParticipantId, 'hold');
  await harness.runAction(bobParticipantId, 'media', { media: 'silent' });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.bot === 'silent' && entry.state.hold);
  expect(aliceClient.events.slice(eventCount)).toMatchObject([
    { t: 'participant', entry: { bot: 'echo', state: { screen: true } } },
    { t: 'participant', entry: { state: { screen: true, hold: true } } },
    { t: 'participant', entry: { bot: 'silent', state: { screen: false, hold: true, muted: true } } },
  ]);
});

test('the action “mute” mutes a page as another participant would, but actions cannot control the devices of a page', async () => {
  const { aliceClient, bobParticipantId } = await connectBobToAlice(harness);
  await harness.runAction(alice, 'mute');
  expect((await aliceClient.waitForEvent('muted')).by).toBe(bobParticipantId);
  const refusedResponse = await harness.control('POST', 'act', { as: alice, act: 'camera', on: true });
  expect(refusedResponse.status).toBe(409);
});

test('a persona starts recording and transcription, says a caption, and raises a hand in a group call only', async () => {
  const { aliceClient, call, bobParticipantId } = await connectBobToAlice(harness);
  expect((await harness.control('POST', 'act', { as: bob, act: 'hand', up: true })).status).toBe(409);
  await harness.runAction(alice, 'add', { who: 'echo@fabrikam.example' });
  await waitForJoin(aliceClient, 'echo@fabrikam.example');
  await harness.runAction(bob, 'hand', { up: true });
  expect(await aliceClient.waitForEvent('shared', ({ feature }) => feature === 'raiseHand')).toMatchObject({
    key: bobParticipantId,
    value: 1,
  });
  await harness.runAction(bob, 'record', { on: true });
  await harness.runAction(bob, 'transcribe', { on: true });
  await aliceClient.waitForEvent('shared', ({ key }) => key === 'transcription');
  expect((await harness.controlJson<Call[]>('GET', 'calls'))[0]).toMatchObject({
    recording: 'Started',
    transcription: true,
  });
  aliceClient.sendCommand({ t: 'ask', call, ref: call, feature: 'captions', what: { start: null } });
  await aliceClient.waitForEvent('answered');
  await harness.runAction(bob, 'say', { text: 'Good morning.' });
  await aliceClient.waitForEvent('said', ({ what }) => (what as { text: string }).text === 'Good morning.');
});

test('a page gets the end reason 0/0 when an action makes it leave, and 0/4097 when a control ends the call', async () => {
  const { aliceClient, call } = await connectBobToAlice(harness);
  await harness.runAction(bob, 'add', { who: carol });
  await harness.runAction(alice, 'leave');
  expect(await aliceClient.waitForEnd()).toBe('0/0');
  expect(await harness.controlJson('GET', 'calls')).toEqual([]);
  const secondCall = await harness.runAction(bob, 'ring', { to: alice });
  aliceClient.sendCommand({ t: 'accept', call: secondCall.call, state: defaultState });
  await aliceClient.waitForEvent(
    'participant',
    ({ entry }) => entry.presence === 'Joined' && entry.id === getRawId(bob),
  );
  await harness.controlJson('DELETE', `calls/${secondCall.call}`);
  expect((await aliceClient.waitForEvent('ended', (event) => event.call !== call)).end).toEqual({
    code: 0,
    subCode: 4097,
  });
});

test('a virtual agent that is transferred calls the target, and then leaves the former call', async () => {
  const { aliceClient, bobParticipantId, call } = await connectBobToAlice(harness);
  const carolClient = await harness.connectClient(carol);
  const ticket = '11111111-1111-4111-8111-111111111111';
  aliceClient.sendCommand({
    t: 'transfer',
    call,
    ticket,
    participant: bobParticipantId,
    target: { id: getRawId(carol) },
  });
  const { call: newCallId, transferor } = await carolClient.waitForEvent('incoming');
  expect(transferor).toBe(getRawId(alice));
  carolClient.sendCommand({ t: 'accept', call: newCallId, state: defaultState });
  expect((await aliceClient.waitForEvent('transferred')).end).toBeNull();
  expect(await aliceClient.waitForEnd()).toBe('0/0');
});

test('virtual agents wait in a lobby until a persona admits or rejects them', async () => {
  const meeting = { meetingId: '201000000002', passcode: 'lobby2' };
  await harness.runAction(alice, 'join', { meeting });
  const { call } = await harness.runAction(bob, 'join', { meeting });
  await harness.runAction(carol, 'join', { meeting });
  await harness.runAction(alice, 'admit', { who: bob });
  await harness.runAction(alice, 'reject', { who: carol });
  const [meetingCall] = await harness.controlJson<Call[]>('GET', 'calls');
  expect(meetingCall?.call).toBe(call);
  expect(meetingCall?.participants.map(({ user, presence }) => [user, presence])).toEqual([
    [alice, 'Joined'],
    [bob, 'Joined'],
  ]);
});

test('a persona presents slides, and actions assign a page to a breakout room and open the room', async () => {
  const meeting = { meetingId: '201000000001', passcode: 'open01' };
  const aliceClient = await harness.connectClient(alice);
  const [call, self] = [crypto.randomUUID(), crypto.randomUUID()];
  aliceClient.sendCommand({ t: 'join', call, self, meeting, state: defaultState });
  await aliceClient.waitForEvent('place');
  await harness.runAction(bob, 'join', { meeting });
  await harness.runAction(bob, 'slides', { on: true });
  await aliceClient.waitForEvent('shared', ({ feature, value }) => feature === 'pptLive' && value === true);
  await harness.runAction(alice, 'assign', { room: 'Room 1' });
  await harness.runAction(alice, 'openRoom', { room: 'Room 1', open: true });
  const { key } = await aliceClient.waitForEvent(
    'shared',
    ({ value }) => (value as { open?: boolean } | null)?.open === true,
  );
  expect(key).toBe(self);
  const refusal = await harness.control('POST', 'act', {
    as: alice,
    act: 'openRoom',
    room: 'Room 2',
    open: true,
  });
  expect(refusal.status).toBe(404);
});
