import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  openHouse,
  rawIdOf,
  setUpCommands,
  withLobby,
  type CommandClient,
} from '../testing/commandClients.ts';
import { createStartCommand, defaultState } from '../testing/testClient.ts';
import type { TicketReference, TransferTarget } from '../wire/protocol.ts';
import { setRole } from './calls/callContext.ts';

const { server, connect, connectCall, joinMeeting, findCall, findParticipant } = setUpCommands();
const noAnswer = rawIdOf('noanswer');

/** Lets a participant transfer another one out of the call of both. @returns the ticket. */
function transfer(transferor: CommandClient, transferee: CommandClient, target: TransferTarget) {
  const pass = { call: transferee.call, ticket: randomUUID() };
  transferor.send({ t: 'transfer', ...pass, participant: transferee.self, target });
  return pass;
}
/** Tries to take the transferor's place in a call. */
const takeOver = (transferee: CommandClient, call: string, pass: TicketReference) =>
  transferee.send({ t: 'take', call, pass, self: randomUUID(), state: defaultState });

test('a person’s voicemail answers a transferee, and the server refuses all other calls to the voicemail', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  const target = { id: rawIdOf('carol'), voicemail: true } as const;
  const to = [{ participant: randomUUID(), ...target }];
  const callVoicemail = { ...createStartCommand().command, to };
  bob.send(callVoicemail);
  expect(bob.refusals).toEqual([['start', 'not sent there']]);
  const pass = transfer(alice, bob, target);
  expect(bob.lastEvent('transfer')?.target).toEqual(target);
  bob.send({ ...callVoicemail, pass });
  const voicemail = { id: target.id, presence: 'Joined', bot: 'voicemail' };
  expect(bob.lastEvent('participant')?.entry).toMatchObject(voicemail);
});

test('a transfer into a meeting gives the transferee the server’s call id, not the transferor’s call id', () => {
  const [alice, bob] = connect('alice', 'bob');
  const { call: alicesMeeting } = alice.join(openHouse);
  const meeting = findCall(alice);
  alice.start(bob.rawId);
  bob.accept();
  const pass = transfer(alice, bob, { call: alicesMeeting });
  expect(bob.lastEvent('transfer')?.target).toEqual({ call: meeting.id });
  takeOver(bob, meeting.id, pass);
  expect(bob.lastEvent('place')).toMatchObject({ call: meeting.id, kind: 'meeting', role: 'Presenter' });
  expect(alice.lastEvent('ended')).toMatchObject({ call: alicesMeeting, end: { code: 0, subCode: 0 } });
});

test('a caller and a colleague without pages talk to each other after the user has consulted the colleague', async () => {
  const { admin, commands } = server();
  admin.registerAgent(rawIdOf('carol'), 'silent', { answer: 'accept', afterMs: 0 });
  const [alice] = connect('alice');
  admin.createAgent('4:+14255550123', 'phone').placeCall([alice.rawId]);
  alice.accept();
  const callers = findCall(alice);
  const caller = [...callers.participants.values()].find(({ rawId }) => rawId !== alice.rawId);
  alice.start(rawIdOf('carol'));
  await expect.poll(() => findCall(alice).hasConnected).toBe(true);
  const ticket = randomUUID();
  const target = { call: alice.call };
  alice.send({ t: 'transfer', call: callers.id, ticket, participant: caller?.id ?? '', target });
  await expect.poll(() => alice.ends).toHaveLength(2);
  const talking = commands.calls
    .list()
    .map(({ participants }) => [...participants.values()].map(({ rawId }) => rawId));
  expect(talking).toEqual([[rawIdOf('carol'), '4:+14255550123']]);
});

test('nobody is transferred out of a meeting, or while ten other transfers of the call are in progress', () => {
  const [carol, dave] = joinMeeting(openHouse, 'carol', 'dave');
  carol.send({ t: 'transfer', ticket: randomUUID(), participant: dave.self, target: { id: noAnswer } });
  expect(carol.refusals).toEqual([['transfer', 'nobody is transferred out of a meeting']]);
  const [alice, bob] = connectCall('alice', 'bob');
  for (let count = 0; count < 12; count++) transfer(alice, bob, { id: '4:+14255550100' });
  expect(alice.refusals.at(-1)).toEqual(['transfer', 'too many transfers']);
  expect(findCall(alice).transfers.size).toBe(10);
});

test('when the transferee is already in the target meeting, the refused transfer does not change their participation', () => {
  const [alice, bob] = joinMeeting(openHouse, 'alice', 'bob');
  const meeting = findCall(alice);
  takeOver(bob, meeting.id, { call: alice.call, ticket: randomUUID() });
  expect(bob.lastEvent('refused')).toMatchObject({ of: 'take', call: meeting.id });
  bob.send({ t: 'leave', call: meeting.id, everyone: false });
  expect(findParticipant(bob).presence).toBe('Joined');
});

test('E1: a participant in the lobby cannot transfer another user into the meeting', () => {
  const [alice, bob, carol] = connect('alice', 'bob', 'carol');
  alice.join(withLobby);
  const { call: bobsMeeting } = bob.join(withLobby);
  bob.start(carol.rawId);
  carol.accept();
  transfer(bob, carol, { call: bobsMeeting });
  expect(bob.refusals).toEqual([['transfer', 'not in the target call']]);
  expect(carol.listEvents('transfer')).toEqual([]);
  expect(findCall(alice).participants.size).toBe(2);
});

test.each(['is back in the lobby', 'has a role that cannot add people'])(
  'E1: the server refuses a transfer ticket if the transferor %s',
  (loss) => {
    const [alice, bob, carol] = connect('alice', 'bob', 'carol');
    alice.join(withLobby);
    const { call: bobsMeeting, self } = bob.join(withLobby);
    alice.request({ t: 'admit', participants: [self] });
    const [meeting, bobInMeeting] = [findCall(alice), findParticipant(bob)];
    bob.start(carol.rawId);
    carol.accept();
    const pass = transfer(bob, carol, { call: bobsMeeting });
    if (loss === 'has a role that cannot add people') setRole(meeting, bobInMeeting, 'Attendee');
    else {
      bob.send({ t: 'leave', call: bobsMeeting, everyone: false });
      bob.join(withLobby);
    }
    takeOver(carol, meeting.id, pass);
    expect(carol.refusals).toEqual([['take', 'not sent here']]);
    expect([...meeting.participants.values()].map(({ rawId }) => rawId)).not.toContain(carol.rawId);
  },
);

const failedTransfer = { end: { code: 480 } };

test('E3: when the transferee leaves, the server cancels the transfer and tells the transferor', () => {
  const [alice, bob] = connectCall('alice', 'bob', 'carol');
  const pass = transfer(alice, bob, { id: noAnswer });
  bob.leave();
  expect(findCall(alice).transfers.size).toBe(0);
  expect(alice.listEvents('transferred')).toMatchObject([{ ticket: pass.ticket, ...failedTransfer }]);
  bob.send({ ...createStartCommand(noAnswer).command, pass });
  expect(bob.refusals).toEqual([['start', 'not sent there']]);
});

test.each(['the target call ends', 'the transferor leaves it'])(
  'E3: when %s, the server cancels the transfer',
  (cause) => {
    const [alice, bob] = connectCall('alice', 'bob');
    const formerCall = findCall(alice);
    alice.start(noAnswer, rawIdOf('echo'));
    const pass = transfer(alice, bob, { call: alice.call });
    expect(bob.listEvents('transfer')).toHaveLength(1);
    if (cause === 'the target call ends') server().commands.calls.endCall(findCall(alice));
    else alice.leave();
    expect(formerCall.transfers.size).toBe(0);
    expect(alice.listEvents('transferred')).toMatchObject([{ ticket: pass.ticket, ...failedTransfer }]);
    takeOver(bob, alice.call, pass);
    expect(bob.refusals).toEqual([['take', 'no such call']]);
  },
);

test('E3: the server refuses a transfer ticket that was used before', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  const [carol] = connect('carol');
  const pass = transfer(alice, bob, { id: carol.rawId });
  for (let count = 0; count < 2; count++) bob.send({ ...createStartCommand(carol.rawId).command, pass });
  expect(bob.refusals).toEqual([['start', 'not sent there']]);
  expect(carol.listEvents('incoming')).toMatchObject([{ transferor: alice.rawId }]);
  bob.send({ t: 'transferred', ...pass, end: null });
  expect(alice.listEvents('transferred')).toMatchObject([{ end: null }]);
});
