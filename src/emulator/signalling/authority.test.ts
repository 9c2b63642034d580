import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { TransferTarget } from '../wire/protocol.ts';
import { findPerson } from '../testing/directory.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { setRole } from './calls/callContext.ts';
import { setUpCommandHandler, listEventsOfType } from '../testing/setUpCommandHandler.ts';
import { defaultState, createStartCommand } from '../testing/testClient.ts';

/** Tests that the server ignores or refuses commands of participants in a lobby, and invalid transfer tickets. */

const { callStore, addEndpoint, sendCommand } = setUpCommandHandler();

const findOid = (name: string) => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
/**
 * @returns the type of each refused command, and the reason. "Not sent here" and "not sent there" mean that no transfer
 * ticket allows the command.
 */
const listRefusals = (endpoint: Endpoint) =>
  listEventsOfType(endpoint, 'refused').map(({ of, why }) => [of, why]);

/** Joins a meeting in which everyone but the organizer, Alice, waits in the lobby. */
function joinMeetingWithLobby(endpoint: Endpoint, state = defaultState) {
  const [call, self] = [randomUUID(), randomUUID()];
  const meeting = { meetingId: '201000000002', passcode: 'lobby2' };
  sendCommand(endpoint, { t: 'join', call, self, meeting, state });
  return { call, self };
}
const findParticipant = (callId: string, participantId: string) =>
  callStore().find(callId)?.participants.get(participantId);
const admit = (sender: Endpoint, call: string, participantId: string) =>
  sendCommand(sender, { t: 'admit', call, ref: randomUUID(), participants: [participantId] });

/**
 * Connects two test users in a 1:1 call.
 * @returns the ids, and `transferCallee`, by which the caller transfers the callee. `transferCallee` returns the ticket.
 */
function connectCall(caller: Endpoint, callee: Endpoint) {
  const { command, call, self, to } = createStartCommand(callee.oid);
  sendCommand(caller, command);
  sendCommand(callee, { t: 'accept', call, state: defaultState });
  const calleeId = to[0]?.participant ?? '';
  const transferCallee = (target: TransferTarget) => {
    const ticket = randomUUID();
    sendCommand(caller, { t: 'transfer', call, ticket, participant: calleeId, target });
    return { call, ticket };
  };
  return { call, self, calleeId, transferCallee };
}

test('E1: a participant in the lobby cannot transfer another user into the meeting', () => {
  const [aliceEndpoint, bobEndpoint, carolEndpoint] = [
    addEndpoint('alice'),
    addEndpoint('bob'),
    addEndpoint('carol'),
  ];
  const aliceInMeeting = joinMeetingWithLobby(aliceEndpoint);
  const bobInLobby = joinMeetingWithLobby(bobEndpoint);
  const { transferCallee } = connectCall(bobEndpoint, carolEndpoint);
  transferCallee({ call: bobInLobby.call });
  expect(listRefusals(bobEndpoint)).toEqual([['transfer', 'not in the target call']]);
  expect(listEventsOfType(carolEndpoint, 'transfer')).toEqual([]);
  expect(callStore().find(aliceInMeeting.call)?.participants.size).toBe(2);
});

test('E1: the server refuses a transfer ticket if the transferor is back in the lobby, or has a role that cannot add people', () => {
  for (const lossReason of ['lobby', 'role'] as const) {
    const [aliceEndpoint, bobEndpoint, carolEndpoint] = [
      addEndpoint('alice'),
      addEndpoint('bob'),
      addEndpoint('carol'),
    ];
    const aliceInMeeting = joinMeetingWithLobby(aliceEndpoint);
    const bobInMeeting = joinMeetingWithLobby(bobEndpoint);
    admit(aliceEndpoint, aliceInMeeting.call, bobInMeeting.self);
    const { transferCallee } = connectCall(bobEndpoint, carolEndpoint);
    const pass = transferCallee({ call: bobInMeeting.call });
    const call = callStore().find(aliceInMeeting.call);
    const bob = findParticipant(bobInMeeting.call, bobInMeeting.self);
    if (!call || !bob) throw new Error('Bob is not in the meeting.');
    if (lossReason === 'role') setRole(call, bob, 'Attendee');
    else {
      sendCommand(bobEndpoint, { t: 'leave', call: bobInMeeting.call, everyone: false });
      joinMeetingWithLobby(bobEndpoint);
    }
    sendCommand(carolEndpoint, { t: 'take', call: call.id, pass, self: randomUUID(), state: defaultState });
    expect(listRefusals(carolEndpoint)).toEqual([['take', 'not sent here']]);
    expect([...call.participants.values()].some(({ rawId }) => rawId === carolEndpoint.rawId)).toBe(false);
    callStore().forgetAll();
  }
});

test('E2: a participant who shares a screen in the lobby ends another screen share only when admitted to the meeting', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const aliceInMeeting = joinMeetingWithLobby(aliceEndpoint);
  sendCommand(aliceEndpoint, {
    t: 'state',
    call: aliceInMeeting.call,
    state: { ...defaultState, screen: true },
  });
  const bobInLobby = joinMeetingWithLobby(bobEndpoint, { ...defaultState, screen: true });
  for (const screen of [false, true]) {
    sendCommand(bobEndpoint, { t: 'state', call: bobInLobby.call, state: { ...defaultState, screen } });
  }
  expect(listEventsOfType(aliceEndpoint, 'unshared')).toEqual([]);
  expect(findParticipant(aliceInMeeting.call, aliceInMeeting.self)?.state.screen).toBe(true);
  expect(findParticipant(bobInLobby.call, bobInLobby.self)?.state.screen).toBe(true);
  admit(aliceEndpoint, aliceInMeeting.call, bobInLobby.self);
  expect(listEventsOfType(aliceEndpoint, 'unshared')).toMatchObject([{ by: bobInLobby.self }]);
  expect(findParticipant(aliceInMeeting.call, aliceInMeeting.self)?.state.screen).toBe(false);
});

test('E2: a participant who joins while sharing a screen ends the screen share of another participant', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const { command, call, self } = createStartCommand(bobEndpoint.oid);
  sendCommand(aliceEndpoint, { ...command, state: { ...defaultState, screen: true } });
  sendCommand(bobEndpoint, { t: 'accept', call, state: { ...defaultState, screen: true } });
  expect(listEventsOfType(aliceEndpoint, 'unshared')).toHaveLength(1);
  expect(findParticipant(call, self)?.state.screen).toBe(false);
});

test('E3: when the transferee leaves, the server cancels the transfer and tells the transferor', () => {
  const [aliceEndpoint, bobEndpoint, carolEndpoint] = [
    addEndpoint('alice'),
    addEndpoint('bob'),
    addEndpoint('carol'),
  ];
  const { call, calleeId, transferCallee } = connectCall(aliceEndpoint, bobEndpoint);
  const carolId = randomUUID();
  sendCommand(aliceEndpoint, { t: 'add', call, participant: carolId, id: carolEndpoint.rawId });
  sendCommand(carolEndpoint, { t: 'accept', call, state: defaultState });
  const pass = transferCallee({ id: `8:orgid:${findOid('noanswer')}` });
  sendCommand(bobEndpoint, { t: 'leave', call, everyone: false });
  expect(callStore().find(call)?.transfers.size).toBe(0);
  expect(listEventsOfType(aliceEndpoint, 'transferred')).toMatchObject([
    { ticket: pass.ticket, end: { code: 480 } },
  ]);
  sendCommand(bobEndpoint, { ...createStartCommand(findOid('noanswer')).command, pass });
  expect(listRefusals(bobEndpoint)).toEqual([['start', 'not sent there']]);
  expect(findParticipant(call, calleeId)).toBeUndefined();
});

test('E3: when the target call ends, or the transferor leaves it, the server cancels the transfer', () => {
  for (const cause of ['target call ends', 'transferor leaves'] as const) {
    const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
    const formerCall = connectCall(aliceEndpoint, bobEndpoint);
    const target = createStartCommand(findOid('noanswer'), findOid('echo'));
    sendCommand(aliceEndpoint, target.command);
    const pass = formerCall.transferCallee({ call: target.call });
    expect(listEventsOfType(bobEndpoint, 'transfer')).toHaveLength(1);
    const call = callStore().find(target.call);
    if (!call) throw new Error('The target call has not begun.');
    if (cause === 'target call ends') callStore().endCall(call);
    else sendCommand(aliceEndpoint, { t: 'leave', call: target.call, everyone: false });
    expect(callStore().find(formerCall.call)?.transfers.size).toBe(0);
    expect(listEventsOfType(aliceEndpoint, 'transferred')).toMatchObject([
      { ticket: pass.ticket, end: { code: 480 } },
    ]);
    sendCommand(bobEndpoint, { t: 'take', call: target.call, pass, self: randomUUID(), state: defaultState });
    expect(listRefusals(bobEndpoint)).toEqual([['take', 'no such call']]);
    callStore().forgetAll();
  }
});

test('E3: the server refuses a transfer ticket that was used before', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const { transferCallee } = connectCall(aliceEndpoint, bobEndpoint);
  const pass = transferCallee({ id: `8:orgid:${findOid('noanswer')}` });
  sendCommand(bobEndpoint, { ...createStartCommand(findOid('noanswer')).command, pass });
  sendCommand(bobEndpoint, { ...createStartCommand(findOid('noanswer')).command, pass });
  expect(listRefusals(bobEndpoint)).toEqual([['start', 'not sent there']]);
  sendCommand(bobEndpoint, { t: 'transferred', call: pass.call, ticket: pass.ticket, end: null });
  expect(listEventsOfType(aliceEndpoint, 'transferred')).toMatchObject([{ end: null }]);
});
