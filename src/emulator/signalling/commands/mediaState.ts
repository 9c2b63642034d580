import type { Call, Participant } from '../calls/call.ts';
import { announceParticipant } from '../calls/callContext.ts';
import { capabilityRefusal } from '../calls/capabilities.ts';
import { permittedState, takeOverScreenShare } from '../calls/mediaState.ts';
import type { CommandOf, CommandResult } from './command.ts';

/** Changes what a participant sends. A forbidden screen share is refused; the rest of the state is applied. */
export function setMediaState(call: Call, self: Participant, { state }: CommandOf<'state'>): CommandResult {
  const refused = state.screen ? capabilityRefusal(call, self, 'shareScreen') : undefined;
  const screen = state.screen && !refused;
  // A participant in the lobby takes the screen share over when they are admitted.
  if (screen && !self.state.screen && self.presence === 'Joined') takeOverScreenShare(call, self);
  self.state = permittedState(call, self, { ...state, screen });
  announceParticipant(call, self);
  return refused;
}
