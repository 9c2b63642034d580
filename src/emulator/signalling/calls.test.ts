import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openHouse, rawIdOf, setUpCommands } from '../testing/commandClients.ts';
import { createStartCommand, defaultState } from '../testing/testClient.ts';

const { server, connect, connectCall, findCall, findParticipant } = setUpCommands();
const countCalls = () => server().commands.calls.size;

test('an accepted call connects caller and callee; when the callee hangs up, the caller gets 0/0', () => {
  const [alice, bob] = connect('alice', 'bob');
  const [bobId = ''] = alice.start(bob.rawId);
  expect(bob.lastEvent('incoming')?.from).toEqual({ participant: alice.self, id: alice.rawId });
  expect(alice.listPresences(bobId)).toEqual(['Ringing']);
  bob.accept({ ...defaultState, video: true });
  expect(alice.lastEvent('participant')?.entry).toMatchObject({ presence: 'Joined', state: { video: true } });
  bob.leave();
  expect(alice.ends).toEqual(['0/0']);
  expect(countCalls()).toBe(0);
});

test.each([
  ['an unknown user', '8:orgid:99999999-9999-4999-8999-999999999999', 0, '404/0'],
  ['a user without an endpoint', rawIdOf('bob'), 0, '480/10037'],
  ['the busy bot', rawIdOf('busy'), 0, '486/0'],
  ['the declining bot', rawIdOf('decline'), 1_000, '603/0'],
  ['the bot that never answers', rawIdOf('noanswer'), 85_000, '487/10004'],
])('a call to %s ends as documented', (_, callee, ringingMs, end) => {
  const [alice] = connect('alice');
  alice.start(callee);
  if (ringingMs > 0) {
    server().clock.advance(ringingMs - 500);
    expect(alice.ends).toEqual([]);
    server().clock.advance(500);
  }
  expect(alice.ends).toEqual([end]);
});

test('an unanswered call ends for caller and callee with 487/10004', () => {
  const [alice, bob] = connect('alice', 'bob');
  alice.start(bob.rawId);
  server().clock.advance(85_000);
  expect([alice.ends, bob.ends]).toEqual([['487/10004'], ['487/10004']]);
});

test('when one endpoint of a user accepts a call, the user’s other endpoint gets 487/10003', () => {
  const [alice, bob, otherBob] = connect('alice', 'bob', 'bob');
  alice.start(bob.rawId);
  bob.accept();
  expect(otherBob.ends).toEqual(['487/10003']);
  otherBob.accept();
  expect(otherBob.refusals).toEqual([['accept', 'not ringing here']]);
});

test('when the caller hangs up while the call rings, the callee gets 487/0', () => {
  const [alice, bob] = connect('alice', 'bob');
  alice.start(bob.rawId);
  alice.leave();
  expect(bob.ends).toEqual(['487/0']);
});

test('a declined call ends at all endpoints with 603/0; a group call ends with 487/10024 once all callees have declined', () => {
  const [alice, bob, otherBob, carol] = connect('alice', 'bob', 'bob', 'carol');
  alice.start(bob.rawId);
  bob.send({ t: 'reject', call: alice.call });
  expect([otherBob.ends, alice.ends]).toEqual([['603/0'], ['603/0']]);
  alice.start(bob.rawId, carol.rawId);
  for (const callee of [bob, carol]) callee.send({ t: 'reject', call: alice.call });
  expect(alice.ends).toEqual(['603/0', '487/10024']);
});

test('the server refuses commands of an endpoint that is not in the call, and the call goes on', () => {
  const [alice, bob, carol] = connect('alice', 'bob', 'carol');
  alice.start(bob.rawId);
  carol.call = alice.call;
  carol.leave(true);
  carol.send({ t: 'accept', state: defaultState });
  carol.send({ t: 'remove', participant: alice.self });
  carol.setState({});
  expect(carol.refusals.map(([type]) => type)).toEqual(['leave', 'accept', 'remove', 'state']);
  bob.accept();
  expect(alice.lastEvent('participant')?.entry.presence).toBe('Joined');
});

test('a removed participant gets 0/5300; when a participant ends the call for everyone, the others get 0/4097', () => {
  const [alice, bob, carol] = connectCall('alice', 'bob', 'carol');
  alice.send({ t: 'remove', participant: carol.self });
  expect(carol.ends).toEqual(['0/5300']);
  alice.leave(true);
  expect(bob.ends).toEqual(['0/4097']);
});

test('a call has an id of its own and no callee twice, and an endpoint is in at most 50 calls', () => {
  const [alice, bob] = connect('alice', 'bob');
  alice.start(bob.rawId, bob.rawId);
  expect(bob.events).toEqual([]);
  const { command } = createStartCommand(rawIdOf('noanswer'));
  for (let count = 0; count < 2; count++) alice.send(command);
  expect(alice.refusals.flat()).toEqual(['start', 'nobody rings twice for one call', 'start', 'call exists']);
  for (let count = 1; count < 60; count++) alice.start(rawIdOf('noanswer'));
  alice.join(openHouse);
  expect(alice.refusals.filter(([, reason]) => reason === 'too many calls')).toHaveLength(11);
  expect(countCalls()).toBe(50);
});

test('when a third participant is added, the 1:1 call becomes a group call with the thread of the command', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  expect(alice.request({ t: 'mute', participants: [bob.self] })).toBe('403/0');
  const threadId = '19:promoted@thread.v2';
  bob.send({ t: 'add', participant: randomUUID(), id: '4:+14255550100', threadId });
  for (const client of [alice, bob])
    expect(client.lastEvent('place')).toMatchObject({ kind: 'group', threadId, role: 'Unknown' });
  const [carol] = connect('carol');
  bob.send({ t: 'add', participant: randomUUID(), id: carol.rawId });
  expect(carol.lastEvent('incoming')).toMatchObject({ threadId });
  expect(alice.request({ t: 'mute', participants: [bob.self] })).toBe('done');
  expect(bob.lastEvent('muted')?.by).toBe(alice.self);
});

test('when a callee answers an invitation that has ended, a later invitation to the same call still rings', () => {
  const [alice, bob] = connect('alice', 'bob');
  // The call goes on with the echo bot while Bob is removed and invited again.
  const [firstId = ''] = alice.start(bob.rawId, rawIdOf('echo'));
  alice.send({ t: 'remove', participant: firstId });
  const secondId = randomUUID();
  alice.send({ t: 'add', participant: secondId, id: bob.rawId });
  bob.send({ t: 'accept', call: alice.call, self: firstId, state: defaultState });
  bob.send({ t: 'reject', call: alice.call, self: firstId });
  expect(bob.listEvents('refused')).toMatchObject([{ of: 'accept' }, { of: 'reject', self: firstId }]);
  expect(findCall(alice).participants.get(secondId)?.presence).toBe('Ringing');
  bob.accept();
  expect(findCall(alice).participants.get(secondId)?.presence).toBe('Joined');
});

test('E2: a participant who starts to share a screen, or joins while sharing one, ends the screen share of another', () => {
  const [alice, bob] = connect('alice', 'bob');
  alice.start(bob.rawId);
  alice.setState({ screen: true });
  bob.accept({ ...defaultState, screen: true });
  expect(alice.listEvents('unshared')).toEqual([{ t: 'unshared', call: alice.call, by: bob.self }]);
  alice.setState({ screen: true });
  expect(bob.listEvents('unshared')).toHaveLength(1);
  expect([alice, bob].map((client) => findParticipant(client).state.screen)).toEqual([true, false]);
});
