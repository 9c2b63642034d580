import type { MediaState } from '../wire/protocol.ts';
import type { Call, Member } from './callRecord.ts';
import { tell } from './endpoints.ts';
import { permittedState } from './features/mediaAccess.ts';
import { announce, may } from './roles.ts';

/** @returns what a participant sends from the moment it is in the call: nothing that the call forbids. */
export function admittedState(call: Call, member: Member): MediaState {
  const { state } = member;
  return permittedState(call, member, {
    ...state,
    screen: state.screen && may(call, member, 'shareScreen'),
  });
}

/** One participant shares a screen at a time: a participant that begins takes over from the one that shared. */
export function takeScreen(call: Call, self: Member): void {
  for (const other of call.members.values()) {
    if (other === self || !other.state.screen || other.presence !== 'Joined') continue;
    other.state = { ...other.state, screen: false };
    if (other.endpoint) tell(other.endpoint, { t: 'unshared', call: call.id, by: self.participant });
    announce(call, other);
  }
}
