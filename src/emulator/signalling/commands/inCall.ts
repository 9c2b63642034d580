import type { Call, Participant } from '../calls/call.ts';
import type { CallStore } from '../calls/callStore.ts';
import { createRefusal } from '../calls/refusal.ts';
import { findFeature } from '../features/features.ts';
import type { Invitations } from '../ringing/ringing.ts';
import type { CommandResult, InCallCommand } from './command.ts';
import { leaveOrEndCall } from './leave.ts';
import { admitFromLobby, denyFromLobby } from './lobby.ts';
import { setMediaState } from './mediaState.ts';
import { inviteIntoCall, askToMute, removeFromCall } from './participants.ts';
import { relaySignal } from './relaySignal.ts';
import { reportTransfer, startTransfer } from './transfer.ts';

/** Runs a command of a participant who is in the call, if the participant's capabilities allow the command. */
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
