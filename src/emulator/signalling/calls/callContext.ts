import * as endCodes from '../../wire/endCodes.ts';
import type { SignallingEvent, CallRole, MediaState } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import { broadcast, createRosterEntry, type Call, type Participant } from './call.ts';
import { hasCapability } from './capabilities.ts';
import { decideMediaAccess } from '../../wire/mediaAccess.ts';
import { readSharedValues } from './sharedValues.ts';

/**
 * @returns the event `place`: facts about the call and the participant. In the lobby, participants do not learn their role.
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

/** @param threadId the thread of the group call. By default, the call keeps the thread that it had, if any. */
export function turnIntoGroupCall(call: Call, threadId?: string): void {
  if (call.kind !== 'oneToOne') return;
  call.kind = 'group';
  call.threadId = threadId ?? call.threadId;
  for (const participant of call.participants.values()) {
    if (participant.endpoint) sendEvent(participant.endpoint, createContextEvent(call, participant));
  }
}

export function announceParticipant(call: Call, participant: Participant): void {
  const event = { t: 'participant' as const, call: call.id, entry: createRosterEntry(participant) };
  broadcast(call, event, participant, createVisibilityTest(call, participant));
}

/** @returns a function that tells whether a viewer sees this participant. Only who can admit people sees the lobby. */
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

/** Sends the caller's name to everyone whom the caller has invited. A telephone network may find out the name late. */
export function sendCallerName(call: Call, caller: Participant, name: string): void {
  for (const participant of call.participants.values()) {
    const { invitation, endpoint, ringingEndpoints } = participant;
    if (invitation?.from.participant !== caller.id) continue;
    participant.invitation = { ...invitation, from: { ...invitation.from, name } };
    const receivers = new Set([...ringingEndpoints, ...(endpoint ? [endpoint] : [])]);
    for (const receiver of receivers) sendEvent(receiver, { t: 'caller', call: call.id, name });
  }
}

/** @returns the media state, without audio or video that the media access settings of the meeting forbid. */
export function removeForbiddenMedia(call: Call, { id, role }: Participant, state: MediaState): MediaState {
  const { audio, video } = decideMediaAccess(readSharedValues(call, 'mediaAccess'), id, role);
  return { ...state, muted: state.muted || !audio, video: state.video && video };
}

/** @returns the media state with which a participant joins, without the media that they are not allowed to send. */
export function chooseStateOnJoin(call: Call, participant: Participant): MediaState {
  const { state } = participant;
  const screen = state.screen && hasCapability(call, participant, 'shareScreen');
  return removeForbiddenMedia(call, participant, { ...state, screen });
}

/** Ends the screen shares of all other participants, because only one participant of a call can share at a time. */
export function endOtherScreenShares(call: Call, newSharer: Participant): void {
  for (const other of call.participants.values()) {
    if (other === newSharer || !other.state.screen || other.presence !== 'Joined') continue;
    other.state = { ...other.state, screen: false };
    if (other.endpoint) sendEvent(other.endpoint, { t: 'unshared', call: call.id, by: newSharer.id });
    announceParticipant(call, other);
  }
}
