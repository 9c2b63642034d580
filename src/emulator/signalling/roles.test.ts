import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Command } from '../wire/protocol.ts';
import { findPerson } from '../testing/directory.ts';
import { setRole } from './calls/callContext.ts';
import { setUpCommandHandler, listEvents, findLastEvent } from '../testing/setUpCommandHandler.ts';
import { defaultState } from '../testing/testClient.ts';

// The event `place` tells a receiver its place in the call: the kind of the call, and the receiver’s role and presence.

const { callStore, addEndpoint, sendCommand, joinMeeting } = setUpCommandHandler();

// In the default directory, the meeting 201000000001 has no lobby. In 201000000002, everyone but the organizer, Alice, waits in the lobby.

test('a presenter who becomes an attendee can no longer share a screen, see the lobby or reject people from it', () => {
  const [aliceInMeeting, bobInMeeting, carolInLobby] = ['alice', 'bob', 'carol'].map((name) =>
    joinMeeting(name, '201000000002', 'lobby2'),
  ) as [ReturnType<typeof joinMeeting>, ReturnType<typeof joinMeeting>, ReturnType<typeof joinMeeting>];
  aliceInMeeting.sendCommand({
    t: 'admit',
    call: aliceInMeeting.call,
    ref: randomUUID(),
    participants: [bobInMeeting.self],
  });
  const call = callStore().find(aliceInMeeting.call);
  const bob = call?.participants.get(bobInMeeting.self);
  if (!call || !bob) throw new Error('Bob is not in the meeting.');
  const listEventsAboutCarol = () =>
    listEvents(bobInMeeting.endpoint).filter(
      (event) => 'entry' in event && event.entry.participant === carolInLobby.self,
    );
  expect(listEventsAboutCarol()).toHaveLength(1);

  bobInMeeting.sendCommand({ t: 'state', call: bobInMeeting.call, state: { ...defaultState, screen: true } });
  setRole(call, bob, 'Attendee');
  expect(findLastEvent(bobInMeeting.endpoint, 'place')).toMatchObject({
    call: bobInMeeting.call,
    role: 'Attendee',
  });
  expect(findLastEvent(bobInMeeting.endpoint, 'left')).toMatchObject({ participant: carolInLobby.self });
  expect(findLastEvent(aliceInMeeting.endpoint, 'participant')?.entry).toMatchObject({
    role: 'Attendee',
    state: { screen: false },
  });
  bobInMeeting.sendCommand({
    t: 'deny',
    call: bobInMeeting.call,
    ref: randomUUID(),
    participant: carolInLobby.self,
  });
  expect(findLastEvent(bobInMeeting.endpoint, 'answered')?.refusal?.code).toBe(403);
  expect(call.participants.has(carolInLobby.self)).toBe(true);

  setRole(call, bob, 'Presenter');
  expect(listEventsAboutCarol()).toHaveLength(2);
  bobInMeeting.sendCommand({
    t: 'deny',
    call: bobInMeeting.call,
    ref: randomUUID(),
    participant: carolInLobby.self,
  });
  expect(findLastEvent(carolInLobby.endpoint, 'ended')?.end).toEqual({ code: 0, subCode: 5854 });
});

test('a participant who starts to share a screen ends the screen share of another participant', () => {
  const [aliceInMeeting, bobInMeeting] = [
    joinMeeting('alice', '201000000001', 'open01'),
    joinMeeting('bob', '201000000001', 'open01'),
  ];
  aliceInMeeting.sendCommand({
    t: 'state',
    call: aliceInMeeting.call,
    state: { ...defaultState, screen: true },
  });
  bobInMeeting.sendCommand({ t: 'state', call: bobInMeeting.call, state: { ...defaultState, screen: true } });
  expect(findLastEvent(aliceInMeeting.endpoint, 'unshared')).toEqual({
    t: 'unshared',
    call: aliceInMeeting.call,
    by: bobInMeeting.self,
  });
  const sharers = [...(callStore().find(aliceInMeeting.call)?.participants.values() ?? [])].filter(
    ({ state }) => state.screen,
  );
  expect(sharers.map(({ id }) => id)).toEqual([bobInMeeting.self]);
});

test('when a third participant is added, the 1:1 call becomes a group call with the thread of the command', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, self, calleeId] = [randomUUID(), randomUUID(), randomUUID()];
  sendCommand(aliceEndpoint, {
    t: 'start',
    call,
    self,
    to: [{ participant: calleeId, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  sendCommand(bobEndpoint, { t: 'accept', call, state: defaultState });
  sendCommand(aliceEndpoint, { t: 'mute', call, ref: randomUUID(), participants: [calleeId] });
  expect(findLastEvent(aliceEndpoint, 'answered')?.refusal?.code).toBe(403);
  const threadId = '19:promoted@thread.v2';
  sendCommand(bobEndpoint, { t: 'add', call, participant: randomUUID(), id: '4:+14255550100', threadId });
  for (const endpoint of [aliceEndpoint, bobEndpoint])
    expect(findLastEvent(endpoint, 'place')).toMatchObject({ kind: 'group', threadId, role: 'Unknown' });
  const carolEndpoint = addEndpoint('carol');
  sendCommand(bobEndpoint, { t: 'add', call, participant: randomUUID(), id: carolEndpoint.rawId });
  expect(findLastEvent(carolEndpoint, 'incoming')).toMatchObject({ threadId });
  sendCommand(aliceEndpoint, { t: 'mute', call, ref: randomUUID(), participants: [calleeId] });
  expect(findLastEvent(bobEndpoint, 'muted')?.by).toBe(self);
});

test('when a callee answers an invitation that has ended, a later invitation to the same call still rings', () => {
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

test('when all participants have left a meeting, its invitations end, even if others still wait in the lobby', () => {
  const [aliceInMeeting, carolInLobby, bobEndpoint] = [
    joinMeeting('alice', '201000000002', 'lobby2'),
    joinMeeting('carol', '201000000002', 'lobby2'),
    addEndpoint('bob'),
  ];
  aliceInMeeting.sendCommand({
    t: 'add',
    call: aliceInMeeting.call,
    participant: randomUUID(),
    id: bobEndpoint.rawId,
  });
  expect(findLastEvent(bobEndpoint, 'incoming')).toBeDefined();
  aliceInMeeting.sendCommand({ t: 'leave', call: aliceInMeeting.call, everyone: false });
  expect(findLastEvent(bobEndpoint, 'ended')?.end).toEqual({ code: 487, subCode: 0 });
  expect(findLastEvent(carolInLobby.endpoint, 'ended')).toBeUndefined();
});
