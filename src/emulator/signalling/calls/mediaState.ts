import type { MediaState } from '../../wire/protocol.ts';
import type { Call, Participant } from './call.ts';
import { sendEvent } from '../endpoints/endpointRegistry.ts';
import { permittedState } from '../features/mediaAccess.ts';
import { announceParticipant, hasCapability } from './callContext.ts';

/** @returns what a participant sends from the moment it is in the call: nothing that the call forbids. */
export function stateOnJoin(call: Call, member: Participant): MediaState {
  const { state } = member;
  return permittedState(call, member, {
    ...state,
    screen: state.screen && hasCapability(call, member, 'shareScreen'),
  });
}

/** One participant shares a screen at a time: a participant that begins takes over from the one that shared. */
export function takeOverScreenShare(call: Call, self: Participant): void {
  for (const other of call.participants.values()) {
    if (other === self || !other.state.screen || other.presence !== 'Joined') continue;
    other.state = { ...other.state, screen: false };
    if (other.endpoint) sendEvent(other.endpoint, { t: 'unshared', call: call.id, by: self.id });
    announceParticipant(call, other);
  }
}
