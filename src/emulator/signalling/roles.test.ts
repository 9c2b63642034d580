import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Command } from '../wire/protocol.ts';
import { findPerson } from '../core/seed.ts';
import { setRole } from './calls/callContext.ts';
import { commandsOfFile, eventsOf, lastEvent } from '../testing/commandsOfFile.ts';
import { defaultState } from '../testing/testClient.ts';

// The event `place` carries the call context: the kind of the call, and the role and presence of the receiver.

const { calls, addEndpoint, send } = commandsOfFile();

/** Lets a test user join a meeting. @returns the endpoint, the ids, and a function that sends commands as this endpoint. */
function joinMeeting(name: string, meetingId: string, passcode: string) {
  const endpoint = addEndpoint(name);
  const [call, self] = [randomUUID(), randomUUID()];
  const sendCommand = (command: Command) => send(endpoint, command);
  sendCommand({ t: 'join', call, self, meeting: { meetingId, passcode }, state: defaultState });
  return { endpoint, call, self, send: sendCommand };
}

test('a presenter may share a screen and sees the lobby, and loses both when they become an attendee', () => {
  const [aliceMember, bobMember, carolMember] = ['alice', 'bob', 'carol'].map((name) =>
    joinMeeting(name, '201000000002', 'lobby2'),
  ) as [ReturnType<typeof joinMeeting>, ReturnType<typeof joinMeeting>, ReturnType<typeof joinMeeting>];
  aliceMember.send({ t: 'admit', call: aliceMember.call, ref: randomUUID(), participants: [bobMember.self] });
  const call = calls().find(aliceMember.call);
  const bob = call?.participants.get(bobMember.self);
  if (!call || !bob) throw new Error('Bob is not in the meeting.');
  const listEventsAboutCarol = () =>
    eventsOf(bobMember.endpoint).filter(
      (event) => 'entry' in event && event.entry.participant === carolMember.self,
    );
  expect(listEventsAboutCarol()).toHaveLength(1);

  bobMember.send({ t: 'state', call: bobMember.call, state: { ...defaultState, screen: true } });
  setRole(call, bob, 'Attendee');
  expect(lastEvent(bobMember.endpoint, 'place')).toMatchObject({ call: bobMember.call, role: 'Attendee' });
  expect(lastEvent(bobMember.endpoint, 'left')).toMatchObject({ participant: carolMember.self });
  expect(lastEvent(aliceMember.endpoint, 'participant')?.entry).toMatchObject({
    role: 'Attendee',
    state: { screen: false },
  });
  bobMember.send({ t: 'deny', call: bobMember.call, ref: randomUUID(), participant: carolMember.self });
  expect(lastEvent(bobMember.endpoint, 'answered')?.refusal?.code).toBe(403);
  expect(call.participants.has(carolMember.self)).toBe(true);

  setRole(call, bob, 'Presenter');
  expect(listEventsAboutCarol()).toHaveLength(2);
  bobMember.send({ t: 'deny', call: bobMember.call, ref: randomUUID(), participant: carolMember.self });
  expect(lastEvent(carolMember.endpoint, 'ended')?.end).toEqual({ code: 0, subCode: 5854 });
});

test('a participant who starts to share a screen ends the screen share of another', () => {
  const [aliceMember, bobMember] = [
    joinMeeting('alice', '201000000001', 'open01'),
    joinMeeting('bob', '201000000001', 'open01'),
  ];
  aliceMember.send({ t: 'state', call: aliceMember.call, state: { ...defaultState, screen: true } });
  bobMember.send({ t: 'state', call: bobMember.call, state: { ...defaultState, screen: true } });
  expect(lastEvent(aliceMember.endpoint, 'unshared')).toEqual({
    t: 'unshared',
    call: aliceMember.call,
    by: bobMember.self,
  });
  const sharers = [...(calls().find(aliceMember.call)?.participants.values() ?? [])].filter(
    ({ state }) => state.screen,
  );
  expect(sharers.map(({ id }) => id)).toEqual([bobMember.self]);
});

test('the voicemail of a person answers a transferee, and the server refuses calls to it from others', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [formerCallId, voicemailCallId, ticket] = [randomUUID(), randomUUID(), randomUUID()];
  const [aliceId, bobId, voicemailId] = [randomUUID(), randomUUID(), randomUUID()];
  const carolRawId = `8:orgid:${findPerson('carol@fabrikam.example')?.oid}`;
  const to = [{ participant: voicemailId, id: carolRawId, voicemail: true as const }];
  const callVoicemail = { t: 'start', call: voicemailCallId, self: bobId, to, state: defaultState } as const;
  send(bobEndpoint, callVoicemail);
  expect(lastEvent(bobEndpoint, 'refused')?.why).toBe('not sent there');

  send(aliceEndpoint, {
    t: 'start',
    call: formerCallId,
    self: aliceId,
    to: [{ participant: bobId, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  send(bobEndpoint, { t: 'accept', call: formerCallId, state: defaultState });
  const target = { id: carolRawId, voicemail: true as const };
  send(aliceEndpoint, { t: 'transfer', call: formerCallId, ticket, participant: bobId, target });
  expect(lastEvent(bobEndpoint, 'transfer')?.target).toEqual(target);
  send(bobEndpoint, { ...callVoicemail, pass: { call: formerCallId, ticket } });
  expect(lastEvent(bobEndpoint, 'participant')?.entry).toMatchObject({
    id: carolRawId,
    presence: 'Joined',
    bot: 'voicemail',
  });
});

test('a participant who adds a third one turns the 1:1 call into a group call with the thread of the command', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, self, peer] = [randomUUID(), randomUUID(), randomUUID()];
  send(aliceEndpoint, {
    t: 'start',
    call,
    self,
    to: [{ participant: peer, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  send(bobEndpoint, { t: 'accept', call, state: defaultState });
  send(aliceEndpoint, { t: 'mute', call, ref: randomUUID(), participants: [peer] });
  expect(lastEvent(aliceEndpoint, 'answered')?.refusal?.code).toBe(403);
  const threadId = '19:promoted@thread.v2';
  send(bobEndpoint, { t: 'add', call, participant: randomUUID(), id: '4:+14255550100', threadId });
  for (const endpoint of [aliceEndpoint, bobEndpoint])
    expect(lastEvent(endpoint, 'place')).toMatchObject({ kind: 'group', threadId, role: 'Unknown' });
  const carolEndpoint = addEndpoint('carol');
  send(bobEndpoint, { t: 'add', call, participant: randomUUID(), id: carolEndpoint.rawId });
  expect(lastEvent(carolEndpoint, 'incoming')).toMatchObject({ threadId });
  send(aliceEndpoint, { t: 'mute', call, ref: randomUUID(), participants: [peer] });
  expect(lastEvent(bobEndpoint, 'muted')?.by).toBe(self);
});

test('a transfer into a meeting gives the transferee the call id of the server, not that of the transferor', () => {
  const aliceMember = joinMeeting('alice', '201000000001', 'open01');
  const bobEndpoint = addEndpoint('bob');
  const [call, self, peer, ticket] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  aliceMember.send({
    t: 'start',
    call,
    self,
    to: [{ participant: peer, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  send(bobEndpoint, { t: 'accept', call, state: defaultState });
  aliceMember.send({ t: 'transfer', call, ticket, participant: peer, target: { call: aliceMember.call } });
  const target = lastEvent(bobEndpoint, 'transfer')?.target as { call: string };
  expect(target.call).toBe(calls().find(aliceMember.call)?.id);
  send(bobEndpoint, {
    t: 'take',
    call: target.call,
    self: peer,
    pass: { call, ticket },
    state: defaultState,
  });
  expect(lastEvent(bobEndpoint, 'place')).toMatchObject({
    call: target.call,
    kind: 'meeting',
    role: 'Presenter',
  });
  expect(lastEvent(aliceMember.endpoint, 'ended')).toMatchObject({
    call: aliceMember.call,
    end: { code: 0, subCode: 0 },
  });
});

test('the server refuses a transfer while ten other transfers of the same call are in progress', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, self, participant] = [randomUUID(), randomUUID(), randomUUID()];
  send(aliceEndpoint, {
    t: 'start',
    call,
    self,
    to: [{ participant, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  send(bobEndpoint, { t: 'accept', call, state: defaultState });
  const target = { id: '4:+14255550100' };
  for (let i = 0; i < 12; i++)
    send(aliceEndpoint, { t: 'transfer', call, ticket: randomUUID(), participant, target });
  expect(lastEvent(aliceEndpoint, 'refused')).toMatchObject({ of: 'transfer', why: 'too many transfers' });
  expect(calls().find(call)?.transfers.size).toBe(10);
});

test('an answer to an invitation that has ended does not answer a later invitation to the same call', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, aliceId, echoId] = [randomUUID(), randomUUID(), randomUUID()];
  const [firstBobId, secondBobId] = [randomUUID(), randomUUID()];
  // The call goes on with the echo bot while Bob is removed and invited again.
  const echo = { participant: echoId, id: `8:orgid:${findPerson('echo@fabrikam.example')?.oid}` };
  send(aliceEndpoint, {
    t: 'start',
    call,
    self: aliceId,
    to: [{ participant: firstBobId, id: bobEndpoint.rawId }, echo],
    state: defaultState,
  });
  send(aliceEndpoint, { t: 'remove', call, participant: firstBobId });
  send(aliceEndpoint, { t: 'add', call, participant: secondBobId, id: bobEndpoint.rawId });
  for (const t of ['accept', 'reject'] as const)
    send(bobEndpoint, {
      t,
      call,
      self: firstBobId,
      ...(t === 'accept' && { state: defaultState }),
    } as Command);
  expect(lastEvent(bobEndpoint, 'refused')).toMatchObject({ of: 'reject', self: firstBobId });
  expect(calls().find(call)?.participants.get(secondBobId)?.presence).toBe('Ringing');
  send(bobEndpoint, { t: 'accept', call, self: secondBobId, state: defaultState });
  expect(calls().find(call)?.participants.get(secondBobId)?.presence).toBe('Joined');
});

test('an invitation to a meeting ends when all participants have left the meeting, even if others wait in the lobby', () => {
  const [aliceMember, waitingMember, bobEndpoint] = [
    joinMeeting('alice', '201000000002', 'lobby2'),
    joinMeeting('carol', '201000000002', 'lobby2'),
    addEndpoint('bob'),
  ];
  aliceMember.send({ t: 'add', call: aliceMember.call, participant: randomUUID(), id: bobEndpoint.rawId });
  expect(lastEvent(bobEndpoint, 'incoming')).toBeDefined();
  aliceMember.send({ t: 'leave', call: aliceMember.call, everyone: false });
  expect(lastEvent(bobEndpoint, 'ended')?.end).toEqual({ code: 487, subCode: 0 });
  expect(lastEvent(waitingMember.endpoint, 'ended')).toBeUndefined();
});

test('a refused transfer into a meeting in which the transferee is already does not change their participation', () => {
  const [aliceMember, bobMember] = [
    joinMeeting('alice', '201000000001', 'open01'),
    joinMeeting('bob', '201000000001', 'open01'),
  ];
  const id = calls().find(aliceMember.call)?.id ?? '';
  const pass = { call: aliceMember.call, ticket: randomUUID() };
  bobMember.send({ t: 'take', call: id, self: randomUUID(), pass, state: defaultState });
  expect(lastEvent(bobMember.endpoint, 'refused')).toMatchObject({ of: 'take', call: id });
  bobMember.send({ t: 'leave', call: id, everyone: false });
  expect(calls().find(bobMember.call)?.participants.get(bobMember.self)?.presence).toBe('Joined');
});
