import * as endCodes from '../../wire/endCodes.ts';
import type { SignallingEvent, CallRole, MediaState } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import { broadcast, createRosterEntry, type Call, type Participant } from './call.ts';
import { hasCapability } from './capabilities.ts';
import { decideMediaAccess } from '../../wire/mediaAccess.ts';
import { readSharedValues } from './sharedValues.ts';

/** Sends a participant the event `place`: facts about the call and their place in it. Their role is hidden in the lobby. */
export function sendContext(call: Call, { endpoint, presence, role, withheld }: Participant): void {
  if (!endpoint) return;
  const { id, kind, threadId, groupId } = call;
  sendEvent(endpoint, {
    t: 'place',
    call: id,
    server: id,
    kind,
    threadId,
    ...(groupId !== undefined && { groupId }),
    presence,
    role: presence === 'Joined' ? role : 'Unknown',
    ...(withheld.length > 0 && { withheld }),
  });
}

/** Turns a 1:1 call into a group call, and tells everyone. @param threadId the call's new thread, if it changes. */
export function turnIntoGroupCall(call: Call, threadId?: string): void {
  if (call.kind !== 'oneToOne') return;
  call.kind = 'group';
  call.threadId = threadId ?? call.threadId;
  for (const participant of call.participants.values()) sendContext(call, participant);
}

/** Tells the others about a new participant, or about a participant's new state. */
export function announceParticipant(call: Call, participant: Participant): void {
  const event = { t: 'participant' as const, call: call.id, entry: createRosterEntry(participant) };
  broadcast(call, event, participant, (viewer) => isVisibleTo(viewer, call, participant));
}

/** @returns whether a viewer sees a participant. Only viewers who can admit people see the lobby. */
export const isVisibleTo = (viewer: Participant, call: Call, { presence }: Participant): boolean =>
  presence !== 'InLobby' || hasCapability(call, viewer, 'manageLobby');

/** Gives a participant of a meeting another role, as the organizer does in Teams. */
export function setRole(call: Call, participant: Participant, role: CallRole): void {
  const couldSeeLobby = hasCapability(call, participant, 'manageLobby');
  participant.role = role;
  const canSeeLobby = hasCapability(call, participant, 'manageLobby');
  sendContext(call, participant);
  if (!hasCapability(call, participant, 'shareScreen')) {
    participant.state = { ...participant.state, screen: false };
  }
  announceParticipant(call, participant);
  const { endpoint } = participant;
  if (!endpoint || couldSeeLobby === canSeeLobby) return;
  for (const other of call.participants.values()) {
    if (other.presence !== 'InLobby') continue;
    // To participants who no longer see the lobby, it looks as if everyone had left it.
    const event: SignallingEvent = canSeeLobby
      ? { t: 'participant', call: call.id, entry: createRosterEntry(other) }
      : { t: 'left', call: call.id, participant: other.id, end: endCodes.hungUp };
    sendEvent(endpoint, event);
  }
}

/** Sends a caller's name to everyone whom they have invited, as when a telephone network finds out the name late. */
export function sendCallerName(call: Call, caller: Participant, name: string): void {
  for (const participant of call.participants.values()) {
    const { invitation, endpoint, ringingEndpoints } = participant;
    if (invitation?.from.participant !== caller.id) continue;
    participant.invitation = { ...invitation, from: { ...invitation.from, name } };
    const receivers = new Set([...ringingEndpoints, ...(endpoint ? [endpoint] : [])]);
    for (const receiver of receivers) sendEvent(receiver, { t: 'caller', call: call.id, name });
  }
}

/** @returns the media state without the media that the participant's capabilities and media access forbid. */
export function removeForbiddenMedia(call: Call, participant: Participant, state: MediaState): MediaState {
  const { id, role } = participant;
  const { audio, video } = decideMediaAccess(readSharedValues(call, 'mediaAccess'), id, role);
  const screen = state.screen && hasCapability(call, participant, 'shareScreen');
  return { ...state, muted: state.muted || !audio, video: state.video && video, screen };
}

/** Ends all other participants' screen shares, because only one participant of a call can share at a time. */
export function endOtherScreenShares(call: Call, newSharer: Participant): void {
  for (const other of call.participants.values()) {
    if (other === newSharer || !other.state.screen || other.presence !== 'Joined') continue;
    other.state = { ...other.state, screen: false };
    if (other.endpoint) sendEvent(other.endpoint, { t: 'unshared', call: call.id, by: newSharer.id });
    announceParticipant(call, other);
  }
}
