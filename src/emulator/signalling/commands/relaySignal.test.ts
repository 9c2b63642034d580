import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { rawIdOf, setUpCommands } from '../../testing/commandClients.ts';
import { createCandidate, createSdp, describeCandidate, largestOffer } from '../../testing/sdp.ts';
import type { Signal } from '../../wire/protocol.ts';
import { addParticipant } from '../calls/call.ts';

// An early signal is a step of a WebRTC negotiation that is sent to a participant who has not answered yet.

const { connect, connectCall, findCall } = setUpCommands();

const createOffer = (...lines: string[]): Signal => ({
  description: { type: 'offer', sdp: createSdp(...lines) },
});

test('E4: a callee gets at most 100 early signals, and three offers of the largest size', () => {
  const [alice, bob, carol] = connect('alice', 'bob', 'carol');
  const [bobId = '', carolId = '', botId = ''] = alice.start(bob.rawId, carol.rawId, rawIdOf('noanswer'));
  for (let count = 0; count < 150; count++)
    alice.send({ t: 'signal', to: bobId, signal: { ask: 'restart' } });
  for (let count = 0; count < 20; count++)
    for (const to of [carolId, botId]) alice.send({ t: 'signal', to, signal: largestOffer });
  expect(bob.listEvents('signal')).toHaveLength(100);
  expect(carol.listEvents('signal')).toHaveLength(3);
  // A bot has no page, so the server stores the signals.
  expect(findCall(alice).participants.get(botId)?.pendingSignals).toHaveLength(3);
});

test('E4: all callees of a call together get at most 2,000,000 characters of early signals', () => {
  const [alice] = connect('alice');
  alice.start(rawIdOf('noanswer'));
  const callees = Array.from({ length: 40 }, () =>
    addParticipant(findCall(alice), randomUUID(), '4:+14255550100', 'Ringing'),
  );
  const signal: Signal = { description: { type: 'offer', sdp: 'x'.repeat(100_000) } };
  for (const { id } of callees) alice.send({ t: 'signal', to: id, signal });
  // 19 signals of slightly more than 100,000 characters each.
  expect(callees.filter(({ pendingSignals }) => pendingSignals.length > 0)).toHaveLength(19);
});

test('E6: the server relays at most 100 candidates between two session descriptions', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  const send = (signal: Signal) => alice.send({ t: 'signal', to: bob.self, signal });
  const candidate = createCandidate('192.168.2.1');
  for (let count = 0; count < 300; count++) send(candidate);
  expect(bob.listEvents('signal')).toHaveLength(100);
  send(createOffer());
  send(candidate);
  expect(bob.listEvents('signal')).toHaveLength(102);
});

test('E6: the server relays no candidate with an internet address, neither alone nor in a session description', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  const [internet, local] = ['198.51.100.7', '192.168.2.1'];
  const lines = [internet, local].map((address) => `a=${describeCandidate(address)}`);
  for (const signal of [createCandidate(internet), createOffer(...lines), createCandidate(local)])
    alice.send({ t: 'signal', to: bob.self, signal });
  expect(bob.listEvents('signal').map(({ signal }) => signal)).toEqual([
    createOffer(`a=${describeCandidate(local)}`),
    createCandidate(local),
  ]);
});
