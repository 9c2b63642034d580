import { decideMediaAccess } from '../../wire/mediaAccess.ts';
import type { MediaState } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { Call, Participant } from './call.ts';
import { announceParticipant } from './callContext.ts';
import { hasCapability } from './capabilities.ts';
import { readSharedValues } from './sharedValues.ts';

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
