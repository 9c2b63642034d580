import type { TeamsCall, Transfer, TransferCallFeature } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  type CommunicationIdentifier,
  type MicrosoftTeamsUserIdentifier,
} from '@azure/communication-common';
import type { CallTools } from '../calling/call/feature.ts';
import type { FeatureEnd } from '../calling/call/snapshot.ts';
import { listen, type Unsubscribe } from '../calling/sdk/listen.ts';
import { findEndKind, formatEndCode } from '../errors/endReason.ts';

/** The transfer target: a person, a person's voicemail, or another call of the user. */
export type TransferTarget =
  | { readonly kind: 'person' | 'voicemail'; readonly rawId: string }
  /** `callId` is the SDK's id of the other call. `rawId` is its other participant; `null` while the SDK does not say. */
  | { readonly kind: 'call'; readonly callId: string; readonly rawId: string | null };

/** A transfer that the SDK was asked for. It may still be in progress, or have succeeded or failed. */
interface StartedTransfer {
  readonly target: TransferTarget;
  readonly sdkTransfer: Transfer;
  readonly unsubscribe: Unsubscribe;
  /** When the transfer failed, in milliseconds since 1970; 0 if it has not. */
  failedAt: number;
  /** When the transfer succeeded or its call ended, in milliseconds since 1970; 0 before. */
  endedAt: number;
}

/** Maps each call to the last attempt to transfer it. */
const startedTransfers = new WeakMap<TeamsCall, StartedTransfer>();
/** Maps the SDK id of a call of the user to the transfer whose target it is. Such a call ends when the transfer succeeds. */
const transfersByTargetId = new Map<string, StartedTransfer>();

/** Milliseconds that the SDK may take to end the target call after the transfer has succeeded. */
const targetEndTimeoutMs = 10_000;

/** A participant who leaves makes the transfer fail just before the call ends. Milliseconds between the two events, at most. */
const leaveTimeoutMs = 1_000;

const isInProgress = ({ sdkTransfer }: StartedTransfer): boolean =>
  sdkTransfer.state === 'None' || sdkTransfer.state === 'Transferring';

/** @returns the target of the transfer of this call that is in progress; `null` if there is none */
export function findRunningTarget(call: TeamsCall): TransferTarget | null {
  const started = startedTransfers.get(call);
  return started && isInProgress(started) ? started.target : null;
}

/**
 * Asks the SDK to transfer a call.
 * @param onChange runs when the state of the transfer has changed
 */
export function startSdkTransfer(
  call: TeamsCall,
  { sdk, reportTransferFailed }: CallTools,
  target: TransferTarget,
  onChange: () => void,
): void {
  stopListening(call);
  const sdkTransfer = requestTransfer(call.feature(sdk.Features.Transfer), target);
  const onStateChange = () => {
    if (sdkTransfer.state === 'Transferred') started.endedAt = Date.now();
    if (sdkTransfer.state === 'Failed') {
      if (target.kind === 'call') transfersByTargetId.delete(target.callId);
      started.failedAt = Date.now();
      const { error } = sdkTransfer;
      const endReason = { code: error?.code ?? 0, subCode: error?.subCode ?? 0 };
      const failure = { reason: findEndKind(endReason), code: formatEndCode(endReason) };
      // The user gets a notice, because the panel may be closed, and another call may be in front.
      reportTransferFailed({ attempt: target.kind, target: target.rawId, ...failure });
    }
    onChange();
  };
  const unsubscribe = listen(sdkTransfer, ['stateChanged'], onStateChange);
  const started: StartedTransfer = { target, sdkTransfer, unsubscribe, failedAt: 0, endedAt: 0 };
  startedTransfers.set(call, started);
  if (target.kind === 'call') transfersByTargetId.set(target.callId, started);
}

/** Stops listening to the last transfer of a call. */
export const stopListening = (call: TeamsCall): void => startedTransfers.get(call)?.unsubscribe();

/**
 * Whether a call that has ended was the target of a transfer that is in progress or has just succeeded. If the transferee has
 * hung up instead, the user talks on with the transfer target, and must be told when that call breaks.
 */
function isTransferTarget(endedCall: TeamsCall): boolean {
  const started = transfersByTargetId.get(endedCall.id);
  transfersByTargetId.delete(endedCall.id);
  if (!started) return false;
  if (started.endedAt === 0) return isInProgress(started);
  return started.sdkTransfer.state === 'Transferred' && Date.now() - started.endedAt < targetEndTimeoutMs;
}

/** @returns what the end of a call had to do with a transfer; `null` if nothing. Must be called once for each call that ends */
export function readTransferEnd(call: TeamsCall): FeatureEnd | null {
  if (isTransferTarget(call)) return { kind: 'transferred', isPartOfOtherTransfer: true };
  const started = startedTransfers.get(call);
  if (!started) return null;
  started.endedAt ||= Date.now();
  const { target, sdkTransfer, failedAt } = started;
  const { rawId, kind } = target;
  if (sdkTransfer.state === 'Transferred') {
    const transferredTo = rawId === null ? null : { rawId, isVoicemail: kind === 'voicemail' };
    return { kind: 'transferred', transferredTo };
  }
  const hasJustFailed = Date.now() - failedAt < leaveTimeoutMs;
  if (!isInProgress(started) && !hasJustFailed) return null;
  return { unfinishedTransfer: { phase: 'transfer', target: rawId } };
}

/** Asks the SDK for the transfer. @returns the SDK's transfer, which reports its state by events */
function requestTransfer(sdkFeature: TransferCallFeature, target: TransferTarget): Transfer {
  if (target.kind === 'call') return sdkFeature.transfer({ targetCallId: target.callId });
  const identifier: CommunicationIdentifier = createIdentifierFromRawId(target.rawId);
  if (target.kind === 'person') return sdkFeature.transfer({ targetParticipant: identifier });
  return sdkFeature.transfer({ targetParticipantVoicemail: identifier as MicrosoftTeamsUserIdentifier });
}
