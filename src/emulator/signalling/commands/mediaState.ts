import type { Call, Participant } from '../calls/call.ts';
import { announceParticipant } from '../calls/callContext.ts';
import { checkCapability } from '../calls/capabilities.ts';
import { removeForbiddenMedia, endOtherScreenShares } from '../calls/mediaState.ts';
import type { CommandOf, CommandResult } from './command.ts';

/**
 * Changes the media state of a participant: muted, video, screen and hold. If the participant is not allowed to share a
 * screen, the server refuses only the screen share, and applies the rest of the state.
 */
export function setMediaState(call: Call, sender: Participant, { state }: CommandOf<'state'>): CommandResult {
  const refusal = state.screen ? checkCapability(call, sender, 'shareScreen') : undefined;
  const screen = state.screen && !refusal;
  // A participant in the lobby ends the other screen shares only when they are admitted.
  if (screen && !sender.state.screen && sender.presence === 'Joined') endOtherScreenShares(call, sender);
  sender.state = removeForbiddenMedia(call, sender, { ...state, screen });
  announceParticipant(call, sender);
  return refusal;
}
