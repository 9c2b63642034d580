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
}

interface TransferCommand {
  readonly kind: 'start';
  readonly target: TransferTarget;
}

/** The intent of the panel *Transfer* (see `OpenPanel`) in which the user chooses whom to consult. */
export const consultIntent = 'consult';

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
        };
      },
      async run(command) {
        // The call is on hold while the transfer target is called, so that the transferee does not hear the user.
        return tools.live.hold(call, () => ownTransfer.start(command.target));
      },
      handleEnd() {
        if (handleEndInOtherTransfers(call)) return { kind: 'transferred', isPartOfOtherTransfer: true };
        return ownTransfer.handleEnd() ?? transferOfUser.readEnd();
      },
    };
  },
};
