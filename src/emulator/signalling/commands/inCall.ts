import type { Call, Participant } from '../calls/call.ts';
import type { CallStore } from '../calls/callStore.ts';
import { createRefusal, checkCapability } from '../calls/capabilities.ts';
import { findFeature } from '../features/features.ts';
import type { Invitations } from '../ringing/ringing.ts';
import type { CommandResult, InCallCommand, CommandOf } from './command.ts';
import { admitFromLobby, denyFromLobby } from './lobby.ts';
import { inviteIntoCall, askToMute, removeFromCall } from './participants.ts';
import { relaySignal } from './relaySignal.ts';
import { reportTransfer, startTransfer } from './transfer.ts';
import * as endCodes from '../../wire/endCodes.ts';
import { announceParticipant } from '../calls/callContext.ts';
import { removeForbiddenMedia, endOtherScreenShares } from '../calls/mediaState.ts';

export function runInCall(
  calls: CallStore,
  invitations: Invitations,
  call: Call,
  sender: Participant,
  command: InCallCommand,
): CommandResult {
  switch (command.t) {
    case 'leave':
      return leaveOrEndCall(calls, call, sender, command);
    case 'signal':
      return relaySignal(invitations.network, call, sender, command);
    case 'state':
      return setMediaState(call, sender, command);
    case 'add':
      return inviteIntoCall(invitations, call, sender, command);
    case 'remove':
      return removeFromCall(calls, call, sender, command);
    case 'admit':
      return admitFromLobby(calls, call, sender, command);
    case 'deny':
      return denyFromLobby(calls, call, sender, command.participant);
    case 'mute':
      return askToMute(call, sender, command);
    case 'transfer':
      return startTransfer(call, sender, command, calls, invitations);
    case 'transferred':
      return reportTransfer(call, sender, command);
    case 'ask': {
      const feature = findFeature(command.feature);
      return feature
        ? feature.handle(call, sender, command.what)
        : createRefusal(501, 0, `${command.feature}: there is no such feature.`);
    }
  }
}

const endCodesOfMediaFailures = { mediaRefused: endCodes.mediaRefused, mediaLost: endCodes.mediaLost };

function leaveOrEndCall(
  calls: CallStore,
  call: Call,
  sender: Participant,
  { everyone, because }: CommandOf<'leave'>,
): CommandResult {
  const refusal = everyone ? checkCapability(call, sender, 'hangUpForEveryOne') : undefined;
  if (everyone && !refusal) {
    calls.endCall(call);
  } else {
    // A participant who is not allowed to end the call for everyone still leaves the call, because the page has left it
    // without waiting for the answer to its command.
    calls.removeParticipant(call, sender, because ? endCodesOfMediaFailures[because] : endCodes.hungUp);
  }
  return refusal;
}

/**
 * Changes the media state of a participant: muted, video, screen and hold. If the participant is not allowed to share a
 * screen, the server refuses only the screen share, and applies the rest of the state.
 */
function setMediaState(call: Call, sender: Participant, { state }: CommandOf<'state'>): CommandResult {
  const refusal = state.screen ? checkCapability(call, sender, 'shareScreen') : undefined;
  const screen = state.screen && !refusal;
  // A participant in the lobby ends the other screen shares only when they are admitted.
  if (screen && !sender.state.screen && sender.presence === 'Joined') endOtherScreenShares(call, sender);
  sender.state = removeForbiddenMedia(call, sender, { ...state, screen });
  announceParticipant(call, sender);
  return refusal;
}
