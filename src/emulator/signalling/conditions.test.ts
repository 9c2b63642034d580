import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { rawIdOf, setUpCommands } from '../testing/commandClients.ts';
import { createCandidate, createSdp, describeCandidate } from '../testing/sdp.ts';
import { oidOf } from '../testing/testClient.ts';
import type { Signal } from '../wire/protocol.ts';

// The conditions that change calls. `network/network.test.ts` tests the conditions that change sockets.

const { server, connect, connectCall, findParticipant } = setUpCommands();
const [aliceOid, bobOid] = [oidOf('alice'), oidOf('bob')];

const sdp = createSdp(`a=${describeCandidate('192.168.2.1')}`);
const offer: Signal = { description: { type: 'offer', sdp } };
const candidate = createCandidate('192.168.2.1');

test('timing: commands that start or accept a call take as long as the condition says, and later commands wait', () => {
  const { conditions, clock } = server();
  conditions.set({ timing: { callSetupMs: 2_000 } });
  const [alice, bob] = connect('alice', 'bob');
  const [to = ''] = alice.start(bob.rawId);
  alice.send({ t: 'signal', to, signal: { ask: 'restart' } });
  clock.advance(1_500);
  expect(bob.events).toEqual([]);
  clock.advance(500);
  expect(bob.events.map(({ t }) => t)).toEqual(['incoming', 'signal']);
  bob.accept();
  clock.advance(1_500);
  expect(alice.listPresences(to)).toEqual(['Ringing']);
  clock.advance(500);
  expect(alice.listPresences(to)).toEqual(['Ringing', 'Joined']);
});

test('timing: commands of other calls do not wait, and the server drops the waiting commands of a removed endpoint', () => {
  const { conditions, clock, commands, endpoints } = server();
  const [alice, bob] = connectCall('alice', 'bob');
  const { call } = alice;
  conditions.set({ timing: { callSetupMs: [2_000, 2_000] } }, aliceOid);
  alice.start(rawIdOf('echo'));
  alice.call = call;
  alice.setState({ hold: true });
  expect(bob.lastEvent('participant')?.entry.state.hold).toBe(true);
  endpoints.remove(alice.endpoint);
  clock.advance(2_000);
  expect(commands.calls.size).toBe(1);
});

test('withheldCapabilities: the server enforces the condition, and tells the user’s page at once and whenever the user joins a call', () => {
  const { conditions } = server();
  const [alice, bob] = connectCall('alice', 'bob');
  alice.setState({ screen: true });
  conditions.set({ withheldCapabilities: ['shareScreen', 'addTeamsUser'] }, aliceOid);
  expect(alice.lastEvent('place')?.withheld).toEqual(['shareScreen', 'addTeamsUser']);
  expect(bob.lastEvent('participant')?.entry.state.screen).toBe(false);
  expect(bob.listEvents('place')).toEqual([]);
  alice.send({ t: 'add', participant: randomUUID(), id: rawIdOf('carol') });
  expect(alice.lastEvent('refused')?.why).toContain('UserPolicyRestricted');
  conditions.reset();
  expect(alice.lastEvent('place')).not.toHaveProperty('withheld');
  conditions.set({ withheldCapabilities: ['turnVideoOn'] }, bobOid);
  alice.start(bob.rawId);
  bob.accept();
  expect(bob.lastEvent('place')).toMatchObject({ call: bob.call, withheld: ['turnVideoOn'] });
});

test('chatMembersOnly: a person who is not in the chat of the call is not called into it, but a member and a telephone are', () => {
  const [alice] = connectCall('alice', 'bob');
  const [carol] = connect('carol');
  server().conditions.set({ chatMembersOnly: true });
  const add = (id: string) => {
    const participant = randomUUID();
    alice.send({ t: 'add', participant, id, threadId: '19:group@thread.v2' });
    return participant;
  };
  const participant = add(rawIdOf('dave'));
  expect(alice.lastEvent('left')).toMatchObject({ participant, end: { code: 403, subCode: 0 } });
  add(carol.rawId);
  expect(carol.listEvents('incoming')).toHaveLength(1);
  expect(alice.listPresences(add('4:+14255550100'))).toEqual(['Ringing']);
});

test('media refused: the server drops session descriptions in both directions', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  server().conditions.set({ media: 'refused' }, bobOid);
  for (const signal of [offer, candidate]) alice.send({ t: 'signal', to: bob.self, signal });
  bob.send({ t: 'signal', to: alice.self, signal: offer });
  expect(bob.listEvents('signal')).toMatchObject([{ signal: candidate }]);
  expect(alice.listEvents('signal')).toEqual([]);
});

test('media lost: the server relays no candidate, and tells both pages of a running call', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  const { conditions } = server();
  conditions.set({ media: 'lost' }, bobOid);
  expect(alice.lastEvent('media')).toMatchObject({ participant: bob.self, lost: true });
  expect(bob.lastEvent('media')).toMatchObject({ participant: alice.self, lost: true });
  for (const signal of [candidate, offer]) alice.send({ t: 'signal', to: bob.self, signal });
  const description = { type: 'offer', sdp: sdp.replace(/a=candidate.*\r\n/, '') };
  expect(bob.listEvents('signal').map(({ signal }) => signal)).toEqual([{ description }]);
  // Two participants have media again only when the condition is reset for both of them.
  conditions.set({ media: 'lost' }, aliceOid);
  conditions.set({ media: null }, bobOid);
  expect(alice.listEvents('media').map(({ lost }) => lost)).toEqual([true, true, true]);
  conditions.reset();
  expect(findParticipant(alice).losesMedia).toBe(false);
  expect(alice.lastEvent('media')?.lost).toBe(false);
});

test('media lost: a page hears once that its media is back, so that it restarts ICE once', () => {
  const { conditions } = server();
  conditions.set({ media: 'lost' });
  const [alice, bob] = connectCall('alice', 'bob');
  alice.send({ t: 'signal', to: bob.self, signal: offer });
  conditions.set({ media: null });
  expect([alice, bob].map((client) => client.listEvents('media').map(({ lost }) => lost))).toEqual([
    [false],
    [false],
  ]);
});

test('refuseCalls: the user’s next call ends as the condition says, and the second call rings', () => {
  const { conditions, clock } = server();
  const [alice, bob] = connect('alice', 'bob');
  conditions.set({ refuseCalls: { code: 603, subCode: 0, afterMs: 50, times: 1 } }, aliceOid);
  const [bobId = ''] = alice.start(bob.rawId);
  expect(alice.listPresences(bobId)).toEqual(['Ringing']);
  clock.advance(50);
  expect([alice.ends, bob.events]).toEqual([['603/0'], []]);
  alice.start(bob.rawId);
  expect(bob.lastEvent('incoming')?.call).toBe(alice.call);
});
