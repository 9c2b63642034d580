import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openHouse, rawIdOf, setUpCommands, withLobby } from '../../testing/commandClients.ts';
import { alice, bob, carol } from '../../testing/withCalls.ts';
import type { TransferTarget } from '../../wire/protocol.ts';
import { listCalls } from '../state.ts';
import { runAction } from './actions.ts';

const { server, connect, joinMeeting } = setUpCommands();
const number = '+14255550100';
const queueRawId = '28:orgid:aa000000-0000-4000-8000-0000000000aa';

const act = (as: string, name: string, parameters: object = {}) =>
  runAction(server().admin, { as, act: name, ...parameters });
const expectRefusal = (status: number, ...action: Parameters<typeof act>) =>
  expect(act(...action)).rejects.toMatchObject({ status });
const readCalls = () => listCalls(server().admin);
const listPresences = () =>
  readCalls().map(({ participants }) => participants.map(({ presence }) => presence));
/** Waits until the virtual agents have reacted to their events, which they do in microtasks. */
const waitForAgents = () => new Promise(setImmediate);

/** Lets Bob, whom the emulator simulates, call Alice's page, which accepts. */
async function connectBobToAlice(media = 'echo') {
  const [client] = connect('alice');
  await act(bob, 'ring', { to: alice, media });
  client.accept();
  return { client, bobId: client.lastEvent('incoming')?.from.participant ?? '' };
}

test('when a call ends at once, the answer to the action “ring” contains the end reason', async () => {
  expect(await act(bob, 'ring', { to: carol })).toMatchObject({ ended: { code: 480, subCode: 10037 } });
});

test('a person acts as a Teams user and as an agent: a name means both, and a raw id only one of them', async () => {
  const [agent] = connect('alice agent');
  await act(number, 'ring', { to: agent.rawId });
  agent.accept();
  await act(alice, 'leave');
  expect(agent.ends).toEqual(['0/0']);
  await act(number, 'ring', { to: agent.rawId });
  await expectRefusal(409, rawIdOf('alice'), 'accept');
  await act(agent.rawId, 'accept');
  expect(readCalls()).toMatchObject([
    { participants: [{ id: `4:${number}` }, { id: agent.rawId, user: alice, caller: `4:${number}` }] },
  ]);
});

test('the action “ring” lets an agent call a telephone for a resource account, whose number the telephone sees', async () => {
  const hotlineRawId = '28:orgid:5e000000-0000-4000-8000-0000000000e5';
  const agentRawId = rawIdOf('bob agent');
  await act(agentRawId, 'ring', { to: number, onBehalfOf: hotlineRawId });
  expect(readCalls()).toMatchObject([
    {
      resourceAccount: hotlineRawId,
      participants: [{ id: agentRawId }, { id: `4:${number}`, caller: '4:+14255550150' }],
    },
  ]);
  expect(await act(agentRawId, 'ring', { to: carol, onBehalfOf: hotlineRawId })).toMatchObject({
    ended: { code: 403, message: expect.stringContaining('no Teams users') as string },
  });
});

test('the action “decline” ends a call for the caller, and stops the ringing at the user’s page', async () => {
  const [aliceClient, bobClient] = connect('alice', 'bob');
  aliceClient.start(bobClient.rawId);
  await act(bob, 'decline');
  expect([aliceClient.ends, bobClient.ends]).toEqual([['603/0'], ['603/0']]);
});

test('when the action “accept” answers for a user, the user’s page stops ringing, and the caller’s page gets back its earlier signals', async () => {
  const [aliceClient, bobClient] = connect('alice', 'bob');
  const [to = ''] = aliceClient.start(bobClient.rawId);
  aliceClient.send({ t: 'signal', to, signal: { ask: 'restart' } });
  await act(bob, 'accept');
  expect(bobClient.ends).toEqual(['487/10003']);
  expect(aliceClient.lastEvent('participant')?.entry.bot).toBe('echo');
  expect(aliceClient.listEvents('signal')).toMatchObject([{ from: aliceClient.self, to }]);
});

test('a virtual agent shares a screen, holds and goes silent, and the other participants receive each change', async () => {
  const { client, bobId } = await connectBobToAlice('silent');
  const eventCount = client.events.length;
  await act(bobId, 'share', { on: true });
  await act(bobId, 'hold');
  await act(bobId, 'media', { media: 'silent' });
  expect(client.events.slice(eventCount)).toMatchObject([
    { t: 'participant', entry: { bot: 'echo', state: { screen: true } } },
    { t: 'participant', entry: { state: { screen: true, hold: true } } },
    { t: 'participant', entry: { bot: 'silent', state: { screen: false, hold: true, muted: true } } },
  ]);
});

test('the action “mute” mutes a page as another participant would, but actions cannot control the devices of a page', async () => {
  const { client, bobId } = await connectBobToAlice();
  await act(alice, 'mute');
  expect(client.lastEvent('muted')?.by).toBe(bobId);
  await expectRefusal(409, alice, 'camera', { on: true });
});

test('a persona starts recording and transcription, says a caption, and raises a hand in a group call only', async () => {
  const { client, bobId } = await connectBobToAlice();
  await expectRefusal(409, bob, 'hand', { up: true });
  await act(alice, 'add', { who: 'echo@fabrikam.example' });
  await act(bob, 'hand', { up: true });
  expect(client.listSharedValues('raiseHand', bobId)).toEqual([1]);
  await act(bob, 'record', { on: true });
  await act(bob, 'transcribe', { on: true });
  expect(client.listSharedValues('recording', 'transcription')).toEqual([true]);
  expect(readCalls()).toMatchObject([{ recording: 'Started', transcription: true }]);
  client.askFeature('captions', { start: null });
  await act(bob, 'say', { text: 'Good morning.' });
  expect(client.listMessages('captions')).toContainEqual(expect.objectContaining({ text: 'good morning' }));
});

test('a page gets the end reason 0/0 when an action makes it leave', async () => {
  const { client } = await connectBobToAlice();
  await act(bob, 'add', { who: carol });
  await act(alice, 'leave');
  expect(client.ends).toEqual(['0/0']);
  expect(readCalls()).toEqual([]);
});

test('virtual agents wait in a lobby until a persona admits or rejects them', async () => {
  for (const persona of [alice, bob, carol]) await act(persona, 'join', { meeting: withLobby });
  await act(alice, 'admit', { who: bob });
  await act(alice, 'reject', { who: carol });
  const states = readCalls()[0]?.participants.map(({ user, presence }) => `${user} ${presence}`);
  expect(states).toEqual([`${alice} Joined`, `${bob} Joined`]);
});

test('a persona presents slides, and actions assign a page to a breakout room and open the room', async () => {
  const [client] = joinMeeting(openHouse, 'alice');
  await act(bob, 'join', { meeting: openHouse });
  await act(bob, 'slides', { on: true });
  expect(client.lastEvent('shared')).toMatchObject({ feature: 'pptLive', value: true });
  await act(alice, 'assign', { room: 'Room 1' });
  await act(alice, 'openRoom', { room: 'Room 1', open: true });
  expect(client.lastEvent('shared')).toMatchObject({ key: client.self, value: { open: true } });
  await expectRefusal(404, alice, 'openRoom', { room: 'Room 2', open: true });
});

const context = { userToUser: 'order 4711', sipHeaders: [{ key: 'X-MS-Custom-Case', value: '12' }] };

test.each([
  ['through a queue', { via: queueRawId }, { transferor: queueRawId, transferorName: 'Support queue' }],
  ['that another user has forwarded', { via: carol }, { transferor: rawIdOf('carol') }],
  ['with a context', { context }, { context }],
])('a call %s rings with the outside caller, and with the facts of its way', async (_, parameters, facts) => {
  const [client] = connect('alice');
  await act(number, 'ring', { to: alice, ...parameters });
  const { call: _call, self: _self, from, ...others } = client.lastEvent('incoming') ?? {};
  expect(from).toMatchObject({ id: `4:${number}`, bot: 'phone' });
  expect(others).toEqual({ t: 'incoming', ...facts });
});

test('a caller’s name reaches the callee while the call rings, and also during the call', async () => {
  const [client] = connect('alice');
  await act(number, 'ring', { to: alice });
  await act(number, 'callerName', { name: 'Ada' });
  client.accept();
  await act(number, 'callerName', { name: 'Ada Lovelace' });
  expect(client.listEvents('caller').map(({ name }) => name)).toEqual(['Ada', 'Ada Lovelace']);
});

test('a user can call on behalf of a user of the same tenant, and of nobody else', async () => {
  connect('alice');
  await act(bob, 'ring', { to: alice, onBehalfOf: carol });
  expect(readCalls()).toMatchObject([{ onBehalfOf: rawIdOf('carol') }]);
  const result = await act(bob, 'ring', { to: alice, onBehalfOf: 'erin@contoso.example' });
  expect(result.ended).toEqual({ code: 403, subCode: 0 });
});

/** Lets Alice call the phone number that a bot answers. @returns a function that transfers the number, and its outcome. */
function connectAliceToNumber() {
  const [client] = connect('alice');
  const [participant = ''] = client.start(`4:${number}`);
  server().clock.advance(500);
  const transferTo = async (target: TransferTarget) => {
    const ticket = randomUUID();
    client.send({ t: 'transfer', ticket, participant, target });
    await waitForAgents();
    // A declining bot rings for a second.
    server().clock.advance(1_000);
    await waitForAgents();
    return client.listEvents('transferred').find((event) => event.ticket === ticket)?.end;
  };
  return { client, transferTo };
}

test('a bot can be transferred to a voicemail: the transfer succeeds, and the transferor’s call ends', async () => {
  const { client, transferTo } = connectAliceToNumber();
  expect(await transferTo({ id: rawIdOf('carol'), voicemail: true })).toBeNull();
  expect(client.ends).toEqual(['0/0']);
  const media = readCalls()[0]?.participants.map((participant) => `${participant.id} ${participant.media}`);
  expect(media).toEqual([`4:${number} phone`, `${rawIdOf('carol')} voicemail`]);
});

test.each([
  ['is busy', 'busy', 486, 0],
  ['declines', 'decline', 603, 0],
  ['is not reachable', 'carol', 480, 10037],
])('when the transfer target %s, the bot stays in the former call', async (_, name, code, subCode) => {
  const { transferTo } = connectAliceToNumber();
  expect(await transferTo({ id: rawIdOf(name) })).toEqual({ code, subCode });
  expect(listPresences()).toEqual([['Joined', 'Joined']]);
});

test('a transfer whose target does not answer fails after a minute', async () => {
  const { client, transferTo } = connectAliceToNumber();
  expect(await transferTo({ id: rawIdOf('noanswer') })).toBeUndefined();
  server().clock.advance(58_000);
  expect(client.listEvents('transferred')).toEqual([]);
  server().clock.advance(1_000);
  await waitForAgents();
  expect(client.lastEvent('transferred')?.end).toEqual({ code: 487, subCode: 10004 });
  // The bot stays in the former call, and gives up the other call.
  expect(listPresences()).toEqual([['Joined', 'Joined']]);
});

test.each([number, '+4989123456', '4:+14255550101'])(
  'C25: a call from the phone number %s rings with this number, connects with audio only, and ends when the number leaves',
  async (as) => {
    const [client] = connect('alice');
    await act(as, 'ring', { to: alice });
    const id = as.startsWith('4:') ? as : `4:${as}`;
    expect(client.lastEvent('incoming')?.from).toMatchObject({ id, bot: 'phone' });
    client.accept();
    const state = { video: false, muted: false };
    expect(client.lastEvent('participant')?.entry).toMatchObject({ id, bot: 'phone', state });
    expect(readCalls()[0]?.participants.map(({ name }) => name)).toContain(id.slice(2));
    await act(as, 'leave');
    expect(client.ends).toEqual(['0/0']);
  },
);

test('C25: a phone number can give up a call, hold a call and join a meeting, but has neither a camera nor a screen', async () => {
  const [client] = connect('alice');
  await act(number, 'ring', { to: alice, giveUpAfterMs: 5_000 });
  server().clock.advance(5_000);
  expect(client.ends).toEqual(['487/0']);
  await act(number, 'ring', { to: alice, giveUpAfterMs: 5_000 });
  client.accept();
  server().clock.advance(5_000);
  await act(number, 'hold');
  expect(client.lastEvent('participant')?.entry.state.hold).toBe(true);
  for (const name of ['camera', 'share']) await expectRefusal(409, number, name, { on: true });
  client.join(openHouse);
  await act(number, 'join', { meeting: openHouse });
  expect(client.lastEvent('participant')?.entry).toMatchObject({ id: `4:${number}`, presence: 'Joined' });
});

test('C25: the emulator refuses the action “ring” of and through nobody', async () => {
  const [client] = connect('alice');
  const nobodies = ['+12', '4:nobody', '8:orgid:nobody', '8:+14255550100', '28:orgid:x', 'nobody'];
  for (const as of [...nobodies, client.rawId.slice(0, -1)])
    await expectRefusal(404, as, 'ring', { to: alice });
  await expectRefusal(404, number, 'ring', { to: alice, via: '28:orgid:nobody' });
});
