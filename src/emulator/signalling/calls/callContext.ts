import * as ends from '../../wire/endCodes.ts';
import type { Event, Role } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import { broadcast, rosterEntry, type Call, type Participant } from './call.ts';
import { hasCapability } from './capabilities.ts';

/** @returns the call context for a participant. In the lobby, it does not tell the role. */
export function contextEvent({ id, kind, threadId }: Call, { presence, role, withheld }: Participant): Event {
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
 * Makes a 1:1 call a group call, because a third participant enters. Other calls stay what they are.
 * @param threadId the thread of the group call.
 */
export function turnIntoGroupCall(call: Call, threadId?: string): void {
  if (call.kind !== 'oneToOne') return;
  call.kind = 'group';
  call.threadId = threadId ?? call.threadId;
  for (const one of call.participants.values()) {
    if (one.endpoint) sendEvent(one.endpoint, contextEvent(call, one));
  }
}

/** Sends a participant's roster entry to the others in the call. */
export function announceParticipant(call: Call, participant: Participant): void {
  const event = { t: 'participant' as const, call: call.id, entry: rosterEntry(participant) };
  broadcast(call, event, participant, canSee(call, participant));
}

/** @returns a test of who sees a participant: one in the lobby is seen by those only who can admit them. */
export const canSee =
  (call: Call, { presence }: Participant) =>
  (viewer: Participant): boolean =>
    presence !== 'InLobby' || hasCapability(call, viewer, 'manageLobby');

/** Gives a participant of a meeting another role, which its organizer can do in Teams. */
export function setRole(call: Call, participant: Participant, role: Role): void {
  const managedLobby = hasCapability(call, participant, 'manageLobby');
  participant.role = role;
  const managesLobby = hasCapability(call, participant, 'manageLobby');
  const { endpoint } = participant;
  if (endpoint) sendEvent(endpoint, contextEvent(call, participant));
  if (!hasCapability(call, participant, 'shareScreen')) {
    participant.state = { ...participant.state, screen: false };
  }
  announceParticipant(call, participant);
  if (!endpoint || managedLobby === managesLobby) return;
  for (const other of call.participants.values()) {
    if (other.presence !== 'InLobby') continue;
    if (managesLobby) sendEvent(endpoint, { t: 'participant', call: call.id, entry: rosterEntry(other) });
    else sendEvent(endpoint, { t: 'left', call: call.id, participant: other.id, end: ends.hungUp });
  }
}
