import type { TeamsCall, TransferEventArgs } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { isEnding, isRunning } from '../calling/call/callState.ts';
import type { CallTools } from '../calling/call/feature.ts';
import type { FeatureEnd } from '../calling/call/snapshot.ts';
import { listen, type Unsubscribe } from '../calling/sdk/listen.ts';

/** A transfer of the user by the other participant. */
interface FollowedTransfer {
  /** The call to which the transfer leads. */
  readonly targetCall: TransferEventArgs['targetCall'];
  /** Raw id of the transfer target; `null` if the SDK does not say; `undefined` until the target has answered. */
  answeredBy?: string | null;
}

/** Maps each call in which the other participant has transferred the user to the last transfer. */
const followedTransfers = new WeakMap<TeamsCall, FollowedTransfer>();

/** Milliseconds that the SDK may take to end the former call after the transfer target has answered. */
const formerCallTimeoutMs = 5_000;

/** @returns whether the transfer target has answered, at any time */
function noteAnswer(transfer: FollowedTransfer): boolean {
  if (transfer.answeredBy === undefined && isRunning(transfer.targetCall)) {
    const [target] = transfer.targetCall.remoteParticipants;
    transfer.answeredBy = target ? getIdentifierRawId(target.identifier) : null;
  }
  return transfer.answeredBy !== undefined;
}

/**
 * Notes when the other participant transfers the user: the SDK then calls the transfer target by itself. When the target has
 * answered, the SDK ends the former call. If it does not, the app ends that call, which nobody needs any more. If the user hangs up
 * the call to the target, the user wants to leave, and not to go back to the participant who has transferred them.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export function watchTransferOfUser(call: TeamsCall, { sdk, live }: CallTools): Unsubscribe {
  const sdkFeature = call.feature(sdk.Features.Transfer);
  let stopWatchingTarget: Unsubscribe = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const endFormerCall = () => {
    // If the SDK refuses, the user still has the button.
    if (!isEnding(call)) void live.hangUp(call).catch(() => undefined);
  };
  const watchTargetCall = ({ targetCall }: TransferEventArgs) => {
    stopWatchingTarget();
    // The agent of a Teams user has only Teams calls.
    const teamsCall = targetCall as TeamsCall;
    const followedTransfer: FollowedTransfer = { targetCall };
    followedTransfers.set(call, followedTransfer);
    const onStateChange = () => {
      if (isEnding(teamsCall) && live.isHungUp(teamsCall)) {
        stopWatchingTarget();
        return endFormerCall();
      }
      if (!noteAnswer(followedTransfer)) return;
      stopWatchingTarget();
      timer = setTimeout(endFormerCall, formerCallTimeoutMs);
    };
    stopWatchingTarget = listen(targetCall, ['stateChanged'], onStateChange);
    onStateChange();
  };
  sdkFeature.on('transferAccepted', watchTargetCall);
  return () => {
    sdkFeature.off('transferAccepted', watchTargetCall);
    stopWatchingTarget();
    clearTimeout(timer);
  };
}

/**
 * @returns to whom the user was transferred, however the call has ended; `null` if the user was not transferred, or if the
 * transfer target did not answer. The former call then went on
 */
export function readTransferOfUser(call: TeamsCall): FeatureEnd | null {
  const followedTransfer = followedTransfers.get(call);
  if (!followedTransfer || !noteAnswer(followedTransfer)) return null;
  return { kind: 'transferred', userTransferredTo: followedTransfer.answeredBy ?? null };
}
