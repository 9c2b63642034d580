import { accessOf } from '../../wire/mediaAccess.ts';
import type { MediaState } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { Call, Participant } from './call.ts';
import { announceParticipant } from './callContext.ts';
import { hasCapability } from './capabilities.ts';
import { sharedValuesOf } from './sharedValues.ts';

/** @returns the state without the audio and video that the meeting's media access forbids the participant. */
export function permittedState(call: Call, { id, role }: Participant, state: MediaState): MediaState {
  const { audio, video } = accessOf(sharedValuesOf(call, 'mediaAccess'), id, role);
  return { ...state, muted: state.muted || !audio, video: state.video && video };
}

/** @returns the state with which a participant joins, without what the call forbids them. */
export function stateOnJoin(call: Call, participant: Participant): MediaState {
  const { state } = participant;
  const screen = state.screen && hasCapability(call, participant, 'shareScreen');
  return permittedState(call, participant, { ...state, screen });
}

/** Ends every other participant's screen share, because a call has one at a time. */
export function takeOverScreenShare(call: Call, self: Participant): void {
  for (const other of call.participants.values()) {
    if (other === self || !other.state.screen || other.presence !== 'Joined') continue;
    other.state = { ...other.state, screen: false };
    if (other.endpoint) sendEvent(other.endpoint, { t: 'unshared', call: call.id, by: self.id });
    announceParticipant(call, other);
  }
}
