import * as endCodes from '../../wire/endCodes.ts';
import type { SignallingEvent, CallRole } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import { broadcast, createRosterEntry, type Call, type Participant } from './call.ts';
import { hasCapability } from './capabilities.ts';

/**
 * @returns the event `place`, which contains a participant's call context: kind, thread and server id of the call, and the
 * participant's presence and role. A participant in the lobby does not learn their role.
 */
export function createContextEvent(
  { id, kind, threadId }: Call,
  { presence, role, withheld }: Participant,
): SignallingEvent {
  return {
    t: 'place',
    call: id,
    server: id,
    kind,
    threadId,
    presence,
    role: presence === 'Joined' ? role : 'Unknown',
    ...(withheld.length > 0 && { withheld }),
  };
}

/**
 * Turns a 1:1 call into a group call, because a third participant enters. Does nothing to other kinds of calls.
 * @param threadId the thread of the group call. By default, the call keeps the thread that it had, if any.
 */
export function turnIntoGroupCall(call: Call, threadId?: string): void {
  if (call.kind !== 'oneToOne') return;
  call.kind = 'group';
  call.threadId = threadId ?? call.threadId;
  for (const participant of call.participants.values()) {
    if (participant.endpoint) sendEvent(participant.endpoint, createContextEvent(call, participant));
  }
}

/** Sends a participant's roster entry to the other participants in the call. */
export function announceParticipant(call: Call, participant: Participant): void {
  const event = { t: 'participant' as const, call: call.id, entry: createRosterEntry(participant) };
  broadcast(call, event, participant, createVisibilityTest(call, participant));
}

/**
 * @returns a function that tells whether this participant is in the roster of another participant, the viewer. A
 * participant who waits in the lobby is only in the rosters of viewers who can admit participants.
 */
export const createVisibilityTest =
  (call: Call, { presence }: Participant) =>
  (viewer: Participant): boolean =>
    presence !== 'InLobby' || hasCapability(call, viewer, 'manageLobby');

/** Gives a participant of a meeting another role, as the organizer does in Teams. */
export function setRole(call: Call, participant: Participant, role: CallRole): void {
  const couldSeeLobby = hasCapability(call, participant, 'manageLobby');
  participant.role = role;
  const canSeeLobby = hasCapability(call, participant, 'manageLobby');
  const { endpoint } = participant;
  if (endpoint) sendEvent(endpoint, createContextEvent(call, participant));
  if (!hasCapability(call, participant, 'shareScreen')) {
    participant.state = { ...participant.state, screen: false };
  }
  announceParticipant(call, participant);
  if (!endpoint || couldSeeLobby === canSeeLobby) return;
  for (const other of call.participants.values()) {
    if (other.presence !== 'InLobby') continue;
    if (canSeeLobby)
      sendEvent(endpoint, { t: 'participant', call: call.id, entry: createRosterEntry(other) });
    else sendEvent(endpoint, { t: 'left', call: call.id, participant: other.id, end: endCodes.hungUp });
  }
}

/**
 * Sends a name of the caller to everyone whom the caller has invited: also while the call rings, and also when the call is
 * connected. A telephone network may find out the name late.
 */
export function sendCallerName(call: Call, caller: Participant, name: string): void {
  for (const participant of call.participants.values()) {
    const { invitation, endpoint, ringingEndpoints } = participant;
    if (invitation?.from.participant !== caller.id) continue;
    participant.invitation = { ...invitation, from: { ...invitation.from, name } };
    const receivers = new Set([...ringingEndpoints, ...(endpoint ? [endpoint] : [])]);
    for (const receiver of receivers) sendEvent(receiver, { t: 'caller', call: call.id, name });
  }
}
