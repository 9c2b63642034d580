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

const harness = withCalls();

test('a persona rings at a page, which is told the caller and the media end; hanging up ends the ringing', async () => {
  const a = await harness.connect(alice);
  await harness.action('echo@fabrikam.example', 'ring', { to: alice, giveUpAfterMs: 5_000 });
  const { from } = await a.event('incoming');
  expect(from).toMatchObject({ id: idOf('echo@fabrikam.example'), bot: 'echo' });
  await harness.controlJson('POST', 'clock', { advanceMs: 5_000 });
  expect(await endOf(a)).toBe('487/0');
});

test('a call that ends at once has its end reason in the answer', async () => {
  expect((await harness.action(bob, 'ring', { to: carol })).ended).toEqual({ code: 480, subCode: 10037 });
});

test('declining in a user’s name stops the ringing as if they had declined elsewhere', async () => {
  const [a, b] = [await harness.connect(alice), await harness.connect(bob)];
  const { command } = newCallTo(personOf(bob).oid);
  a.command(command);
  await b.event('incoming');
  await harness.action(bob, 'decline');
  expect([await endOf(a), await endOf(b)]).toEqual(['603/0', '603/0']);
});

test('accepting in a user’s name is accepting elsewhere; earlier signals return to the sender’s page', async () => {
  const [a, b] = [await harness.connect(alice), await harness.connect(bob)];
  const { command, call, to, self } = newCallTo(personOf(bob).oid);
  a.command(command);
  const participant = to[0]?.participant ?? '';
  a.command({ t: 'signal', call, to: participant, signal: { ask: 'restart' } });
  await b.event('signal');
  await harness.action(bob, 'accept');
  expect(await endOf(b)).toBe('487/10003');
  expect((await joined(a, bob)).entry.bot).toBe('echo');
  expect(await a.event('signal')).toMatchObject({ from: self, to: participant });
});

test('a virtual agent mutes, holds, shares and goes silent, and the others get each change', async () => {
  const { a, bobIn } = await bobTalksToAlice(harness, 'silent');
  const before = a.events.length;
  await harness.action(bobIn, 'share', { on: true });
  await harness.action(bobIn, 'hold');
  await harness.action(bobIn, 'media', { media: 'silent' });
  await a.event('participant', ({ entry }) => entry.bot === 'silent' && entry.state.hold);
  const news = a.events.slice(before);
  expect(news).toMatchObject([
    { t: 'participant', entry: { bot: 'echo', state: { screen: true } } },
    { t: 'participant', entry: { state: { screen: true, hold: true } } },
    { t: 'participant', entry: { bot: 'silent', state: { screen: false, hold: true, muted: true } } },
  ]);
});

test('a page is muted as by another participant, and alone controls its devices', async () => {
  const { a, bobIn } = await bobTalksToAlice(harness);
  await harness.action(alice, 'mute');
  expect((await a.event('muted')).by).toBe(bobIn);
  const refused = await harness.control('POST', 'act', { as: alice, act: 'camera', on: true });
  expect(refused.status).toBe(409);
});

test('hands, recording, transcription and captions come from the named persona', async () => {
  const { a, call, bobIn } = await bobTalksToAlice(harness);
  await harness.action(bob, 'hand', { up: true });
  expect(await a.event('shared', ({ feature }) => feature === 'raiseHand')).toMatchObject({
    key: bobIn,
    value: 1,
  });
  await harness.action(bob, 'record', { on: true });
  await harness.action(bob, 'transcribe', { on: true });
  await a.event('shared', ({ key }) => key === 'transcription');
  expect((await harness.controlJson<Call[]>('GET', 'calls'))[0]).toMatchObject({
    recording: 'Started',
    transcription: true,
  });
  a.command({ t: 'ask', call, ref: call, feature: 'captions', what: { start: null } });
  await a.event('answered');
  await harness.action(bob, 'say', { text: 'Good morning.' });
  await a.event('said', ({ what }) => (what as { text: string }).text === 'Good morning.');
});

test('pages get the end reason of leaving, removing and ending for all', async () => {
  const { a, call } = await bobTalksToAlice(harness);
  await harness.action(bob, 'add', { who: carol });
  await harness.action(alice, 'leave');
  expect(await endOf(a)).toBe('0/0');
  expect(await harness.controlJson('GET', 'calls')).toEqual([]);
  const again = await harness.action(bob, 'ring', { to: alice });
  a.command({ t: 'accept', call: again.call, state: defaultState });
  await a.event('participant', ({ entry }) => entry.presence === 'Joined' && entry.id === idOf(bob));
  await harness.controlJson('DELETE', `calls/${again.call}`);
  expect((await a.event('ended', (event) => event.call !== call)).end).toEqual({ code: 0, subCode: 4097 });
});

test('a virtual agent follows a transfer, and leaves the former call', async () => {
  const { a, bobIn, call } = await bobTalksToAlice(harness);
  const c = await harness.connect(carol);
  const ticket = '11111111-1111-4111-8111-111111111111';
  a.command({ t: 'transfer', call, ticket, participant: bobIn, target: { id: idOf(carol) } });
  const { call: next, transferor } = await c.event('incoming');
  expect(transferor).toBe(idOf(alice));
  c.command({ t: 'accept', call: next, state: defaultState });
  expect((await a.event('transferred')).end).toBeNull();
  expect(await endOf(a)).toBe('0/0');
});

test('virtual agents wait in a lobby, and are admitted or rejected in the name of a persona', async () => {
  const meeting = { meetingId: '201000000002', passcode: 'lobby2' };
  await harness.action(alice, 'join', { meeting });
  const { call } = await harness.action(bob, 'join', { meeting });
  await harness.action(carol, 'join', { meeting });
  await harness.action(alice, 'admit', { who: bob });
  await harness.action(alice, 'reject', { who: carol });
  const [seen] = await harness.controlJson<Call[]>('GET', 'calls');
  expect(seen?.call).toBe(call);
  expect(seen?.participants.map(({ user, presence }) => [user, presence])).toEqual([
    [alice, 'Joined'],
    [bob, 'Joined'],
  ]);
});

test('a persona presents slides, and breakout rooms are assigned and opened', async () => {
  const meeting = { meetingId: '201000000001', passcode: 'open01' };
  const a = await harness.connect(alice);
  const [leg, self] = [crypto.randomUUID(), crypto.randomUUID()];
  a.command({ t: 'join', call: leg, self, meeting, state: defaultState });
  await a.event('place');
  await harness.action(bob, 'join', { meeting });
  await harness.action(bob, 'slides', { on: true });
  await a.event('shared', ({ feature, value }) => feature === 'pptLive' && value === true);
  await harness.action(alice, 'assign', { room: 'Room 1' });
  await harness.action(alice, 'openRoom', { room: 'Room 1', open: true });
  const { key } = await a.event('shared', ({ value }) => (value as { open?: boolean } | null)?.open === true);
  expect(key).toBe(self);
  const unknown = await harness.control('POST', 'act', {
    as: alice,
    act: 'openRoom',
    room: 'Room 2',
    open: true,
  });
  expect(unknown.status).toBe(404);
});
