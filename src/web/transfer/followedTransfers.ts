import type { TeamsCall, TransferEventArgs } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { isRunning } from '../calling/call/callState.ts';
import type { CallTools } from '../calling/call/feature.ts';
import type { FeatureEnd } from '../calling/call/snapshot.ts';
import type { Unsubscribe } from '../calling/sdk/listen.ts';

/** Maps each call in which the other participant has transferred the user to the call to which that transfer leads. */
const targetCalls = new WeakMap<TeamsCall, TeamsCall>();

/**
 * Notes when the other participant transfers the user: the SDK then calls the transfer target by itself.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export function watchTransferOfUser(call: TeamsCall, { sdk }: CallTools): Unsubscribe {
  const sdkFeature = call.feature(sdk.Features.Transfer);
  const noteTargetCall = ({ targetCall }: TransferEventArgs) =>
    void targetCalls.set(call, targetCall as TeamsCall);
  sdkFeature.on('transferAccepted', noteTargetCall);
  return () => sdkFeature.off('transferAccepted', noteTargetCall);
}

/** @returns to whom the user was transferred when the call ended; `null` if the user was not transferred */
export function readTransferOfUser(call: TeamsCall): FeatureEnd | null {
  const targetCall = targetCalls.get(call);
  // If the transfer target did not answer, the former call went on, and has now ended for another reason.
  if (!targetCall || !isRunning(targetCall)) return null;
  const [target] = targetCall.remoteParticipants;
  const userTransferredTo = target ? getIdentifierRawId(target.identifier) : null;
  return { kind: 'transferred', userTransferredTo };
}
