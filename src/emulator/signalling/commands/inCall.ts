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

/** Runs a command of a participant who is in the call, if their capabilities allow it. */
export function runInCall(
  calls: CallStore,
  ringing: Ringing,
  call: Call,
  self: Participant,
  command: InCallCommand,
): CommandResult {
  switch (command.t) {
    case 'leave':
      return leave(calls, call, self, command);
    case 'signal':
      return relaySignal(ringing.network, call, self, command);
    case 'state':
      return setMediaState(call, self, command);
    case 'add':
      return add(ringing, call, self, command);
    case 'remove':
      return remove(calls, call, self, command);
    case 'admit':
      return admit(calls, call, self, command);
    case 'deny':
      return deny(calls, call, self, command.participant);
    case 'mute':
      return mute(call, self, command);
    case 'transfer':
      return transfer(call, self, command, (id) => calls.find(id));
    case 'transferred':
      return reportTransfer(call, self, command);
    case 'ask': {
      const feature = findFeature(command.feature);
      return feature
        ? feature.handle(call, self, command.what)
        : refusal(501, 0, `${command.feature}: there is no such feature.`);
    }
  }
}
