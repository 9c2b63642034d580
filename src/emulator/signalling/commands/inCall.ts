import type { Call, Participant } from '../calls/call.ts';
import type { CallStore } from '../calls/callStore.ts';
import { refusal } from '../calls/refusal.ts';
import { findFeature } from '../features/features.ts';
import type { Ringing } from '../ringing/ringing.ts';
import type { CommandResult, InCallCommand } from './command.ts';
import { leave } from './leave.ts';
import { admit, deny } from './lobby.ts';
import { setMediaState } from './mediaState.ts';
import { add, mute, remove } from './participants.ts';
import { relaySignal } from './relaySignal.ts';
import { reportTransfer, transfer } from './transfer.ts';

/** Runs a command of a participant who is in the call, if the participant's capabilities allow the command. */
export function runInCall(
  calls: CallStore,
  invitations: Ringing,
  call: Call,
  sender: Participant,
  command: InCallCommand,
): CommandResult {
  switch (command.t) {
    case 'leave':
      return leave(calls, call, sender, command);
    case 'signal':
      return relaySignal(invitations.network, call, sender, command);
    case 'state':
      return setMediaState(call, sender, command);
    case 'add':
      return add(invitations, call, sender, command);
    case 'remove':
      return remove(calls, call, sender, command);
    case 'admit':
      return admit(calls, call, sender, command);
    case 'deny':
      return deny(calls, call, sender, command.participant);
    case 'mute':
      return mute(call, sender, command);
    case 'transfer':
      return transfer(call, sender, command, (id) => calls.find(id));
    case 'transferred':
      return reportTransfer(call, sender, command);
    case 'ask': {
      const feature = findFeature(command.feature);
      return feature
        ? feature.handle(call, sender, command.what)
        : refusal(501, 0, `${command.feature}: there is no such feature.`);
    }
  }
}
