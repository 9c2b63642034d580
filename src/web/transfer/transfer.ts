import { checkControl, type Availability } from '../calling/call/capability.ts';
import type { CallFeature } from '../calling/call/feature.ts';
import { followTransferOfUser } from './followedTransfer.ts';
import {
  createOutgoingTransfer,
  handleEndInOtherTransfers,
  type TransferTarget,
} from './outgoingTransfer.ts';

export interface TransferFeatureState {
  readonly availability: Availability;
  /** The target of the transfer that is in progress; `null` if there is none. */
  readonly target: TransferTarget | null;
  /** Raw id of the transfer target whom the user consults first, in another call; `null` if the user consults nobody. */
  readonly consultedId: string | null;
}

type TransferCommand =
  | { readonly kind: 'start'; readonly target: TransferTarget }
  /** Only remembers whom the user consults. `startConsultation` places the call to that person. */
  | { readonly kind: 'noteConsultation'; readonly rawId: string }
  | { readonly kind: 'forgetConsultation' };

/**
 * Transfers the other participant of a 1:1 call. The SDK cannot cancel a transfer, but the user can resume the call and talk with
 * the transferee until the transfer target answers.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export const transfer: CallFeature<TransferFeatureState, TransferCommand> = {
  name: 'transfer',
  create(context) {
    const { call, tools, watch } = context;
    const ownTransfer = createOutgoingTransfer(context);
    const transferOfUser = followTransferOfUser(context);
    watch(call, 'remoteParticipantsUpdated');
    return {
      read() {
        const availability = checkControl(call, tools);
        const isGroupCall = call.remoteParticipants.length !== 1;
        return {
          availability: availability === 'yes' && isGroupCall ? 'callKind' : availability,
          target: ownTransfer.readAskedTarget(),
          consultedId: ownTransfer.readConsultedId(),
        };
      },
      async run(command) {
        if (command.kind === 'noteConsultation') return ownTransfer.setConsultedId(command.rawId);
        if (command.kind === 'forgetConsultation') return ownTransfer.setConsultedId(null);
        // The call is on hold while the transfer target is called, so that the transferee does not hear the user.
        return tools.live.hold(call, () => ownTransfer.start(command.target));
      },
      handleEnd(snapshot) {
        const consultedId = ownTransfer.readConsultedId();
        ownTransfer.setConsultedId(null);
        const { wasTarget, hasNotice } = handleEndInOtherTransfers(call, snapshot);
        if (wasTarget) return { kind: 'transferred', isPartOfOtherTransfer: true };
        const transferEnd = ownTransfer.handleEnd() ?? transferOfUser.readEnd();
        if (transferEnd) return transferEnd;
        if (hasNotice) return { isPartOfOtherTransfer: true };
        if (consultedId === null) return null;
        return { unfinishedTransfer: { phase: 'consultation', target: consultedId } };
      },
    };
  },
};
