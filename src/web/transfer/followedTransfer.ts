import type { TeamsCall, TransferEventArgs } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { isEnding, isRunning } from '../calling/call/callState.ts';
import type { FeatureContext } from '../calling/call/feature.ts';
import type { FeatureEnd } from '../calling/call/snapshot.ts';
import { listen, type Unsubscribe } from '../calling/sdk/listen.ts';

/** Milliseconds that the SDK may take to end the former call after the transfer target has answered. */
const formerCallTimeoutMs = 5_000;

/**
 * Follows what happens when the other participant transfers the user to somebody else (the target). The SDK calls the target by
 * itself, and ends the former call, with that participant, when the target has answered. If the SDK does not end it in time, the
 * app does. The app also ends the former call if the user hangs up the call to the target.
 */
export function followTransferOfUser({ call: formerCall, tools: { sdk, live }, atEnd }: FeatureContext) {
  /** The call to the target of the last transfer; `null` if the other participant has not transferred the user. */
  let targetCall: TransferEventArgs['targetCall'] | null = null;
  let hasAnswered = false;
  /** Raw id of the target who has answered; `null` if the SDK does not say. */
  let answeredBy: string | null = null;
  let stopWatchingTarget: Unsubscribe = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const noteAnswer = () => {
    if (hasAnswered || !targetCall || !isRunning(targetCall)) return;
    hasAnswered = true;
    const [target] = targetCall.remoteParticipants;
    answeredBy = target ? getIdentifierRawId(target.identifier) : null;
  };
  const endFormerCall = () => {
    // If the SDK refuses, the user can still press *Hang up*.
    if (!isEnding(formerCall)) void live.hangUp(formerCall).catch(() => undefined);
  };
  const onTransferAccepted = (accepted: TransferEventArgs) => {
    stopWatchingTarget();
    // An earlier transfer may have started the timer. This one decides now.
    clearTimeout(timer);
    targetCall = accepted.targetCall;
    hasAnswered = false;
    // The type also allows calls of ACS users, but the SDK gives a Teams user only Teams calls.
    const teamsCall = targetCall as TeamsCall;
    const onStateChange = () => {
      const hasUserHungUp = live.isHungUp(teamsCall);
      if (hasUserHungUp && isEnding(teamsCall)) {
        stopWatchingTarget();
        return endFormerCall();
      }
      noteAnswer();
      if (!hasAnswered) return;
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
    /** @returns to whom the user was transferred; `null` unless a transfer target has answered */
    readEnd: (): FeatureEnd | null => {
      // The event about the target's answer may not have come yet.
      noteAnswer();
      return hasAnswered ? { kind: 'transferred', userTransferredTo: answeredBy } : null;
    },
  };
}
