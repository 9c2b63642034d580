import type { TeamsCall, TransferEventArgs } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { isEnding, isRunning } from '../calling/call/callState.ts';
import type { FeatureContext } from '../calling/call/feature.ts';
import type { FeatureEnd } from '../calling/call/snapshot.ts';
import { listen, type Unsubscribe } from '../calling/sdk/listen.ts';

/** Milliseconds that the SDK may take to end the former call after the transfer target has answered. */
const formerCallTimeoutMs = 5_000;

/**
 * Follows the transfer of the user by the other participant: the SDK then calls the transfer target by itself. When the target has
 * answered, the SDK ends the former call. If it does not, the app ends that call, which nobody needs any more. If the user hangs up
 * the call to the target, the user wants to leave, and not to go back to the participant who has transferred them.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export function followTransferOfUser({ call: formerCall, tools: { sdk, live }, atEnd }: FeatureContext) {
  /** The call to which the last transfer leads; `null` if the other participant has not transferred the user. */
  let targetCall: TransferEventArgs['targetCall'] | null = null;
  /** Raw id of the transfer target; `null` if the SDK does not say; `undefined` until the target has answered. */
  let answeredBy: string | null | undefined;
  let stopWatchingTarget: Unsubscribe = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @returns whether the transfer target has answered, at any time */
  const noteAnswer = (): boolean => {
    if (answeredBy === undefined && targetCall && isRunning(targetCall)) {
      const [target] = targetCall.remoteParticipants;
      answeredBy = target ? getIdentifierRawId(target.identifier) : null;
    }
    return answeredBy !== undefined;
  };
  const endFormerCall = () => {
    // If the SDK refuses, the user still has the button.
    if (!isEnding(formerCall)) void live.hangUp(formerCall).catch(() => undefined);
  };
  const onTransferAccepted = (accepted: TransferEventArgs) => {
    stopWatchingTarget();
    targetCall = accepted.targetCall;
    answeredBy = undefined;
    // The agent of a Teams user has only Teams calls.
    const teamsCall = targetCall as TeamsCall;
    const onStateChange = () => {
      if (isEnding(teamsCall) && live.isHungUp(teamsCall)) {
        stopWatchingTarget();
        return endFormerCall();
      }
      if (!noteAnswer()) return;
      stopWatchingTarget();
      timer = setTimeout(endFormerCall, formerCallTimeoutMs);
    };
    stopWatchingTarget = listen(teamsCall, ['stateChanged'], onStateChange);
    onStateChange();
  };

  const sdkFeature = formerCall.feature(sdk.Features.Transfer);
  sdkFeature.on('transferAccepted', onTransferAccepted);
  atEnd(
    () => sdkFeature.off('transferAccepted', onTransferAccepted),
    () => stopWatchingTarget(),
    () => clearTimeout(timer),
  );
  return {
    /**
     * @returns to whom the user was transferred, however the call has ended; `null` if the user was not transferred, or if the
     * transfer target did not answer. The former call then went on
     */
    readEnd: (): FeatureEnd | null =>
      noteAnswer() ? { kind: 'transferred', userTransferredTo: answeredBy ?? null } : null,
  };
}
