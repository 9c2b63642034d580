import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Command } from '../wire/protocol.ts';
import { findPerson } from '../core/seed.ts';
import { setRole } from './calls/callContext.ts';
import { setUpCommandHandler, listEvents, findLastEvent } from '../testing/commandsOfFile.ts';
import { defaultState } from '../testing/testClient.ts';

// The event `place` carries the call context: the kind of the call, and the role and presence of the receiver.

const { callStore, addEndpoint, sendCommand } = setUpCommandHandler();

/** Lets a test user join a meeting. @returns the endpoint, the ids, and a function that sends commands as this endpoint. */
function joinMeeting(name: string, meetingId: string, passcode: string) {
  const endpoint = addEndpoint(name);
  const [call, self] = [randomUUID(), randomUUID()];
  const sendAsMember = (command: Command) => sendCommand(endpoint, command);
  sendAsMember({ t: 'join', call, self, meeting: { meetingId, passcode }, state: defaultState });
  return { endpoint, call, self, sendCommand: sendAsMember };
}

test('a presenter may share a screen and sees the lobby, and loses both when they become an attendee', () => {
  const [aliceMember, bobMember, carolMember] = ['alice', 'bob', 'carol'].map((name) =>
    joinMeeting(name, '201000000002', 'lobby2'),
  ) as [ReturnType<typeof joinMeeting>, ReturnType<typeof joinMeeting>, ReturnType<typeof joinMeeting>];
  aliceMember.sendCommand({
    t: 'admit',
    call: aliceMember.call,
    ref: randomUUID(),
    participants: [bobMember.self],
  });
  const call = callStore().find(aliceMember.call);
  const bob = call?.participants.get(bobMember.self);
  if (!call || !bob) throw new Error('Bob is not in the meeting.');
  const listEventsAboutCarol = () =>
    listEvents(bobMember.endpoint).filter(
      (event) => 'entry' in event && event.entry.participant === carolMember.self,
    );
  expect(listEventsAboutCarol()).toHaveLength(1);

  bobMember.sendCommand({ t: 'state', call: bobMember.call, state: { ...defaultState, screen: true } });
  setRole(call, bob, 'Attendee');
  expect(findLastEvent(bobMember.endpoint, 'place')).toMatchObject({
    call: bobMember.call,
    role: 'Attendee',
  });
  expect(findLastEvent(bobMember.endpoint, 'left')).toMatchObject({ participant: carolMember.self });
  expect(findLastEvent(aliceMember.endpoint, 'participant')?.entry).toMatchObject({
    role: 'Attendee',
    state: { screen: false },
  });
  bobMember.sendCommand({
    t: 'deny',
    call: bobMember.call,
    ref: randomUUID(),
    participant: carolMember.self,
  });
  expect(findLastEvent(bobMember.endpoint, 'answered')?.refusal?.code).toBe(403);
  expect(call.participants.has(carolMember.self)).toBe(true);

  setRole(call, bob, 'Presenter');
  expect(listEventsAboutCarol()).toHaveLength(2);
  bobMember.sendCommand({
    t: 'deny',
    call: bobMember.call,
    ref: randomUUID(),
    participant: carolMember.self,
  });
  expect(findLastEvent(carolMember.endpoint, 'ended')?.end).toEqual({ code: 0, subCode: 5854 });
});

test('a participant who starts to share a screen ends the screen share of another', () => {
  const [aliceMember, bobMember] = [
    joinMeeting('alice', '201000000001', 'open01'),
    joinMeeting('bob', '201000000001', 'open01'),
  ];
  aliceMember.sendCommand({ t: 'state', call: aliceMember.call, state: { ...defaultState, screen: true } });
  bobMember.sendCommand({ t: 'state', call: bobMember.call, state: { ...defaultState, screen: true } });
  expect(findLastEvent(aliceMember.endpoint, 'unshared')).toEqual({
    t: 'unshared',
    call: aliceMember.call,
    by: bobMember.self,
  });
  const sharers = [...(callStore().find(aliceMember.call)?.participants.values() ?? [])].filter(
    ({ state }) => state.screen,
  );
  expect(sharers.map(({ id }) => id)).toEqual([bobMember.self]);
});

test('a participant who adds a third one turns the 1:1 call into a group call with the thread of the command', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, self, peer] = [randomUUID(), randomUUID(), randomUUID()];
  sendCommand(aliceEndpoint, {
    t: 'start',
    call,
    self,
    to: [{ participant: peer, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  sendCommand(bobEndpoint, { t: 'accept', call, state: defaultState });
  sendCommand(aliceEndpoint, { t: 'mute', call, ref: randomUUID(), participants: [peer] });
  expect(findLastEvent(aliceEndpoint, 'answered')?.refusal?.code).toBe(403);
  const threadId = '19:promoted@thread.v2';
  sendCommand(bobEndpoint, { t: 'add', call, participant: randomUUID(), id: '4:+14255550100', threadId });
  for (const endpoint of [aliceEndpoint, bobEndpoint])
    expect(findLastEvent(endpoint, 'place')).toMatchObject({ kind: 'group', threadId, role: 'Unknown' });
  const carolEndpoint = addEndpoint('carol');
  sendCommand(bobEndpoint, { t: 'add', call, participant: randomUUID(), id: carolEndpoint.rawId });
  expect(findLastEvent(carolEndpoint, 'incoming')).toMatchObject({ threadId });
  sendCommand(aliceEndpoint, { t: 'mute', call, ref: randomUUID(), participants: [peer] });
  expect(findLastEvent(bobEndpoint, 'muted')?.by).toBe(self);
});

test('an answer to an invitation that has ended does not answer a later invitation to the same call', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, aliceId, echoId] = [randomUUID(), randomUUID(), randomUUID()];
  const [firstBobId, secondBobId] = [randomUUID(), randomUUID()];
  // The call goes on with the echo bot while Bob is removed and invited again.
  const echo = { participant: echoId, id: `8:orgid:${findPerson('echo@fabrikam.example')?.oid}` };
  sendCommand(aliceEndpoint, {
    t: 'start',
    call,
    self: aliceId,
    to: [{ participant: firstBobId, id: bobEndpoint.rawId }, echo],
    state: defaultState,
  });
  sendCommand(aliceEndpoint, { t: 'remove', call, participant: firstBobId });
  sendCommand(aliceEndpoint, { t: 'add', call, participant: secondBobId, id: bobEndpoint.rawId });
  for (const t of ['accept', 'reject'] as const)
    sendCommand(bobEndpoint, {
      t,
      call,
      self: firstBobId,
      ...(t === 'accept' && { state: defaultState }),
    } as Command);
  expect(findLastEvent(bobEndpoint, 'refused')).toMatchObject({ of: 'reject', self: firstBobId });
  expect(callStore().find(call)?.participants.get(secondBobId)?.presence).toBe('Ringing');
  sendCommand(bobEndpoint, { t: 'accept', call, self: secondBobId, state: defaultState });
  expect(callStore().find(call)?.participants.get(secondBobId)?.presence).toBe('Joined');
});

test('an invitation to a meeting ends when all participants have left the meeting, even if others wait in the lobby', () => {
  const [aliceMember, waitingMember, bobEndpoint] = [
    joinMeeting('alice', '201000000002', 'lobby2'),
    joinMeeting('carol', '201000000002', 'lobby2'),
    addEndpoint('bob'),
  ];
  aliceMember.sendCommand({
    t: 'add',
    call: aliceMember.call,
    participant: randomUUID(),
    id: bobEndpoint.rawId,
  });
  expect(findLastEvent(bobEndpoint, 'incoming')).toBeDefined();
  aliceMember.sendCommand({ t: 'leave', call: aliceMember.call, everyone: false });
  expect(findLastEvent(bobEndpoint, 'ended')?.end).toEqual({ code: 487, subCode: 0 });
  expect(findLastEvent(waitingMember.endpoint, 'ended')).toBeUndefined();
});
