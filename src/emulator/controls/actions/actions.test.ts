import { expect, test } from 'vitest';
import { defaultState, newCallTo } from '../../testing/testClient.ts';
import { personOf } from '../../testing/signIn.ts';
import {
  alice,
  bob,
  bobTalksToAlice,
  carol,
  endOf,
  idOf,
  joined,
  withCalls,
} from '../../testing/withCalls.ts';
import type { Call } from '../views.ts';

// The event `shared` carries a value that a call feature stores for everyone in the call, and `said` carries a message of a
// call feature.
// The event `place` carries the call context: the kind of the call, and the role and presence of the receiver.

const harness = withCalls();

test('a persona’s call rings at a page, with the caller’s raw id and media, and ends when the persona gives up', async () => {
  const aliceClient = await harness.connect(alice);
  await harness.action('echo@fabrikam.example', 'ring', { to: alice, giveUpAfterMs: 5_000 });
  const { from } = await aliceClient.event('incoming');
  expect(from).toMatchObject({ id: idOf('echo@fabrikam.example'), bot: 'echo' });
  await harness.controlJson('POST', 'clock', { advanceMs: 5_000 });
  expect(await endOf(aliceClient)).toBe('487/0');
});

test('the answer to the action “ring” has the end reason of a call that ends at once', async () => {
  expect((await harness.action(bob, 'ring', { to: carol })).ended).toEqual({ code: 480, subCode: 10037 });
});

test('the action “decline” ends a call for the caller, and stops the ringing at the user’s page', async () => {
  const [aliceClient, bobClient] = [await harness.connect(alice), await harness.connect(bob)];
  const { command } = newCallTo(personOf(bob).oid);
  aliceClient.command(command);
  await bobClient.event('incoming');
  await harness.action(bob, 'decline');
  expect([await endOf(aliceClient), await endOf(bobClient)]).toEqual(['603/0', '603/0']);
});

test('the action “accept” accepts elsewhere for the user’s page, and sends earlier signals back to the caller’s page', async () => {
  const [aliceClient, bobClient] = [await harness.connect(alice), await harness.connect(bob)];
  const { command, call, to, self } = newCallTo(personOf(bob).oid);
  aliceClient.command(command);
  const participant = to[0]?.participant ?? '';
  aliceClient.command({ t: 'signal', call, to: participant, signal: { ask: 'restart' } });
  await bobClient.event('signal');
  await harness.action(bob, 'accept');
  expect(await endOf(bobClient)).toBe('487/10003');
  expect((await joined(aliceClient, bob)).entry.bot).toBe('echo');
  expect(await aliceClient.event('signal')).toMatchObject({ from: self, to: participant });
});

test('a virtual agent shares a screen, holds and goes silent, and the other participants receive each change', async () => {
  const { aliceClient, bobParticipantId } = await bobTalksToAlice(harness, 'silent');
  const eventCount = aliceClient.events.length;
  await harness.action(bobParticipantId, 'share', { on: true });
  await harness.action(bobParticipantId, 'hold');
  await harness.action(bobParticipantId, 'media', { media: 'silent' });
  await aliceClient.event('participant', ({ entry }) => entry.bot === 'silent' && entry.state.hold);
  expect(aliceClient.events.slice(eventCount)).toMatchObject([
    { t: 'participant', entry: { bot: 'echo', state: { screen: true } } },
    { t: 'participant', entry: { state: { screen: true, hold: true } } },
    { t: 'participant', entry: { bot: 'silent', state: { screen: false, hold: true, muted: true } } },
  ]);
});

test('the action “mute” mutes a page as another participant would, but no action controls the devices of a page', async () => {
  const { aliceClient, bobParticipantId } = await bobTalksToAlice(harness);
  await harness.action(alice, 'mute');
  expect((await aliceClient.event('muted')).by).toBe(bobParticipantId);
  const refused = await harness.control('POST', 'act', { as: alice, act: 'camera', on: true });
  expect(refused.status).toBe(409);
});

test('a persona raises a hand, starts recording and transcription, and says a caption', async () => {
  const { aliceClient, call, bobParticipantId } = await bobTalksToAlice(harness);
  await harness.action(bob, 'hand', { up: true });
  expect(await aliceClient.event('shared', ({ feature }) => feature === 'raiseHand')).toMatchObject({
    key: bobParticipantId,
    value: 1,
  });
  await harness.action(bob, 'record', { on: true });
  await harness.action(bob, 'transcribe', { on: true });
  await aliceClient.event('shared', ({ key }) => key === 'transcription');
  expect((await harness.controlJson<Call[]>('GET', 'calls'))[0]).toMatchObject({
    recording: 'Started',
    transcription: true,
  });
  aliceClient.command({ t: 'ask', call, ref: call, feature: 'captions', what: { start: null } });
  await aliceClient.event('answered');
  await harness.action(bob, 'say', { text: 'Good morning.' });
  await aliceClient.event('said', ({ what }) => (what as { text: string }).text === 'Good morning.');
});

test('a page gets the end reason 0/0 when it leaves by an action, and 0/4097 when a control ends the call', async () => {
  const { aliceClient, call } = await bobTalksToAlice(harness);
  await harness.action(bob, 'add', { who: carol });
  await harness.action(alice, 'leave');
  expect(await endOf(aliceClient)).toBe('0/0');
  expect(await harness.controlJson('GET', 'calls')).toEqual([]);
  const secondCall = await harness.action(bob, 'ring', { to: alice });
  aliceClient.command({ t: 'accept', call: secondCall.call, state: defaultState });
  await aliceClient.event(
    'participant',
    ({ entry }) => entry.presence === 'Joined' && entry.id === idOf(bob),
  );
  await harness.controlJson('DELETE', `calls/${secondCall.call}`);
  expect((await aliceClient.event('ended', (event) => event.call !== call)).end).toEqual({
    code: 0,
    subCode: 4097,
  });
});

test('a virtual agent that is transferred calls the target, and then leaves the former call', async () => {
  const { aliceClient, bobParticipantId, call } = await bobTalksToAlice(harness);
  const carolClient = await harness.connect(carol);
  const ticket = '11111111-1111-4111-8111-111111111111';
  aliceClient.command({
    t: 'transfer',
    call,
    ticket,
    participant: bobParticipantId,
    target: { id: idOf(carol) },
  });
  const { call: newCallId, transferor } = await carolClient.event('incoming');
  expect(transferor).toBe(idOf(alice));
  carolClient.command({ t: 'accept', call: newCallId, state: defaultState });
  expect((await aliceClient.event('transferred')).end).toBeNull();
  expect(await endOf(aliceClient)).toBe('0/0');
});

test('virtual agents wait in a lobby until a persona admits or rejects them', async () => {
  const meeting = { meetingId: '201000000002', passcode: 'lobby2' };
  await harness.action(alice, 'join', { meeting });
  const { call } = await harness.action(bob, 'join', { meeting });
  await harness.action(carol, 'join', { meeting });
  await harness.action(alice, 'admit', { who: bob });
  await harness.action(alice, 'reject', { who: carol });
  const [meetingCall] = await harness.controlJson<Call[]>('GET', 'calls');
  expect(meetingCall?.call).toBe(call);
  expect(meetingCall?.participants.map(({ user, presence }) => [user, presence])).toEqual([
    [alice, 'Joined'],
    [bob, 'Joined'],
  ]);
});

test('a persona presents slides, and actions assign a page to a breakout room and open the room', async () => {
  const meeting = { meetingId: '201000000001', passcode: 'open01' };
  const aliceClient = await harness.connect(alice);
  const [call, self] = [crypto.randomUUID(), crypto.randomUUID()];
  aliceClient.command({ t: 'join', call, self, meeting, state: defaultState });
  await aliceClient.event('place');
  await harness.action(bob, 'join', { meeting });
  await harness.action(bob, 'slides', { on: true });
  await aliceClient.event('shared', ({ feature, value }) => feature === 'pptLive' && value === true);
  await harness.action(alice, 'assign', { room: 'Room 1' });
  await harness.action(alice, 'openRoom', { room: 'Room 1', open: true });
  const { key } = await aliceClient.event(
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
