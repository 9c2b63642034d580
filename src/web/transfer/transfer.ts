import type { TeamsCall } from '@azure/communication-calling';
import { checkConnection, type Availability } from '../calling/call/capability.ts';
import type { CallFeature } from '../calling/call/feature.ts';
import { listen } from '../calling/sdk/listen.ts';
import { endConsultations, findConsultedId, forgetConsultation, noteConsultation } from './consultations.ts';
import { readTransferOfUser, watchTransferOfUser } from './followedTransfers.ts';
import {
  findRunningTarget,
  readTransferEnd,
  startSdkTransfer,
  stopListening,
  type TransferTarget,
} from './startedTransfers.ts';

export interface TransferFeatureState {
  readonly availability: Availability;
  /** The target of the transfer that is in progress; `null` if there is none. A transfer that fails becomes a notice. */
  readonly target: TransferTarget | null;
  /** Raw id of the transfer target whom the user consults first, in another call; `null` if the user consults nobody. */
  readonly consultedId: string | null;
}

type TransferCommand =
  | { readonly kind: 'start'; readonly target: TransferTarget }
  /** Remembers whom the user consults. The function that runs this command also places the call to that person. */
  | { readonly kind: 'noteConsultation'; readonly rawId: string }
  | { readonly kind: 'forgetConsultation' };

/** Maps each call to the `onChange` that `watch` got for it. A transfer calls it when its state changes. */
const changeListeners = new WeakMap<TeamsCall, () => void>();
const reportChange = (call: TeamsCall) => changeListeners.get(call)?.();

/**
 * Transfers the other participant of a 1:1 call. The user leaves the call when the transfer succeeds. The SDK cannot cancel a
 * transfer. If the user resumes the call meanwhile, the user and the transferee talk again until the transfer target answers.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export const transfer: CallFeature<TransferFeatureState, TransferCommand> = {
  name: 'transfer',
  create({ call, tools, onChange, atEnd }) {
    changeListeners.set(call, onChange);
    atEnd(
      listen(call, ['remoteParticipantsUpdated'], onChange),
      watchTransferOfUser(call, tools),
      () => stopListening(call),
      () => {
        // `handleEnd` still needs the consultation of a call that has ended.
        if (call.state !== 'Disconnected') forgetConsultation(call);
      },
    );
    return {
      read() {
        const availability = checkConnection(call, tools);
        const isGroupCall = call.remoteParticipants.length !== 1;
        return {
          availability: availability === 'yes' && isGroupCall ? 'callKind' : availability,
          target: findRunningTarget(call),
          consultedId: findConsultedId(call),
        };
      },
      async run(command) {
        if (command.kind === 'noteConsultation')
          return noteConsultation(call, { rawId: command.rawId, tools });
        if (command.kind === 'forgetConsultation') return forgetConsultation(call);
        // The call is on hold while the transfer target is called, so that the transferee does not hear the user.
        return tools.live.hold(call, () => startSdkTransfer(call, tools, command.target, onChange));
      },
      handleEnd(snapshot) {
        const consultedId = findConsultedId(call);
        forgetConsultation(call);
        const { waitingCalls, isReported } = endConsultations(call, snapshot);
        waitingCalls.forEach(reportChange);
        const transferEnd = readTransferEnd(call) ?? readTransferOfUser(call);
        if (transferEnd) return transferEnd;
        if (isReported) return { isPartOfOtherTransfer: true };
        if (consultedId === null) return null;
        return { unfinishedTransfer: { phase: 'consultation', target: consultedId } };
      },
    };
  },
};
