import type { TeamsCall, Transfer, TransferCallFeature } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  type CommunicationIdentifier,
  type MicrosoftTeamsUserIdentifier,
} from '@azure/communication-common';
import type { CallTools, FeatureContext } from '../calling/call/feature.ts';
import type { FeatureEnd } from '../calling/call/snapshot.ts';
import { listen } from '../calling/sdk/listen.ts';
import { findEndKind, formatEndCode } from '../errors/endReason.ts';

/** Where a call is transferred to: to a person or phone number, to a person's voicemail, or into another call of the user. */
export type TransferTarget =
  | { readonly kind: 'person' | 'voicemail'; readonly rawId: string }
  /** `callId` is the SDK's id of the other call. `rawId` is its other participant; `null` while the SDK does not say. */
  | { readonly kind: 'call'; readonly callId: string; readonly rawId: string | null };

/** How far the user has transferred a call. `asked`: the SDK calls the target. After `failed`, the user may try again. */
type Phase = 'idle' | 'asked' | 'done' | 'failed';

interface Attempt {
  readonly target: TransferTarget;
  readonly sdkTransfer: Transfer;
  /** When the attempt failed, in milliseconds since 1970; 0 if it has not. */
  failedAt: number;
  /** When the attempt succeeded or its call ended, in milliseconds since 1970; 0 before. */
  endedAt: number;
  /** Whether the target is another call, which has ended. */
  isTargetOver: boolean;
}

/** Milliseconds that the SDK may take to end the target call after the transfer has succeeded. */
const targetEndTimeoutMs = 10_000;

/** If the call ends at most this long after a failed transfer, the transferee (who is transferred) has caused both by leaving. */
const leaveTimeoutMs = 1_000;

/** The transfers that must learn when another call ends: those of open calls, and those into another call until it has ended. */
const openTransfers = new Set<OutgoingTransfer>();

export type OutgoingTransfer = ReturnType<typeof createOutgoingTransfer>;

/** Creates the part of a call that transfers its other participant, and remembers how far that went. */
export function createOutgoingTransfer({ call, tools, onChange, atEnd }: FeatureContext) {
  let attempt: Attempt | null = null;
  let stopListening = () => {};

  const readPhase = (): Phase => {
    if (attempt?.sdkTransfer.state === 'Transferred') return 'done';
    if (attempt && attempt.sdkTransfer.state !== 'Failed') return 'asked';
    return attempt ? 'failed' : 'idle';
  };

  const handleAttemptChange = (changed: Attempt) => {
    const { state, error } = changed.sdkTransfer;
    if (state === 'Transferred') changed.endedAt = Date.now();
    if (state === 'Failed') {
      changed.failedAt = Date.now();
      const { target } = changed;
      const endReason = { code: error?.code ?? 0, subCode: error?.subCode ?? 0 };
      const failure = { reason: findEndKind(endReason), code: formatEndCode(endReason) };
      // The user gets a notice, because the panel may be closed, and another call may be in front.
      tools.reportTransferFailed({ attempt: target.kind, target: target.rawId, ...failure });
    }
    onChange();
  };

  const transfer = {
    /** @returns the target that the SDK calls; `null` if there is none */
    readAskedTarget: (): TransferTarget | null =>
      readPhase() === 'asked' ? (attempt?.target ?? null) : null,
    /** Asks the SDK to transfer the call. @throws what the SDK throws */
    start(target: TransferTarget) {
      stopListening();
      const sdkTransfer = requestTransfer(call.feature(tools.sdk.Features.Transfer), target, tools);
      const started: Attempt = { target, sdkTransfer, failedAt: 0, endedAt: 0, isTargetOver: false };
      stopListening = listen(sdkTransfer, ['stateChanged'], () => handleAttemptChange(started));
      attempt = started;
    },

    /** Must be called once, when this call has ended. @returns `null` if the end has nothing to do with a transfer */
    handleEnd(): FeatureEnd | null {
      if (!attempt) return null;
      attempt.endedAt ||= Date.now();
      const { rawId, kind } = attempt.target;
      const phase = readPhase();
      if (phase === 'done') {
        const transferredTo = rawId === null ? null : { rawId, isVoicemail: kind === 'voicemail' };
        return { kind: 'transferred', transferredTo };
      }
      const hasJustFailed = Date.now() - attempt.failedAt < leaveTimeoutMs;
      if (phase !== 'asked' && !hasJustFailed) return null;
      return { unfinishedTransfer: { phase: 'transfer', target: rawId } };
    },

    /**
     * Must be called when another call has ended.
     * @returns whether that end was part of this transfer: the other call was its target, and the transfer is in progress or has
     * just succeeded. `false` if the transferee hung up first: then the user talked on with the target, and must be told of the end
     */
    handleTargetEnd(endedCall: TeamsCall): boolean {
      if (attempt?.target.kind !== 'call' || attempt.target.callId !== endedCall.id) return false;
      attempt.isTargetOver = true;
      if (call.state === 'Disconnected') openTransfers.delete(transfer);
      if (attempt.endedAt === 0) return readPhase() === 'asked';
      return readPhase() === 'done' && Date.now() - attempt.endedAt < targetEndTimeoutMs;
    },
  };

  openTransfers.add(transfer);
  atEnd(
    () => stopListening(),
    () => {
      const awaitsTargetEnd = attempt?.target.kind === 'call' && !attempt.isTargetOver;
      // The session also closes when the user signs out. The call has not ended then.
      if (!awaitsTargetEnd || call.state !== 'Disconnected') openTransfers.delete(transfer);
    },
  );
  return transfer;
}

/** Tells the transfers of all other calls that a call has ended. @returns whether the call was the target of one of them */
export const handleEndInOtherTransfers = (endedCall: TeamsCall): boolean =>
  [...openTransfers].filter((open) => open.handleTargetEnd(endedCall)).length > 0;

/** Asks the SDK for the transfer. @returns the SDK's transfer, which reports its state by events */
function requestTransfer(
  sdkFeature: TransferCallFeature,
  target: TransferTarget,
  { toReachableId, passOn }: Pick<CallTools, 'toReachableId' | 'passOn'>,
): Transfer {
  // The two kinds of options have this property in common.
  const options = passOn ? { customContext: passOn } : undefined;
  if (target.kind === 'call') return sdkFeature.transfer({ targetCallId: target.callId }, options);
  const identifier: CommunicationIdentifier = createIdentifierFromRawId(toReachableId(target.rawId));
  if (target.kind === 'person') return sdkFeature.transfer({ targetParticipant: identifier }, options);
  // Only Teams users have a voicemail.
  return sdkFeature.transfer({ targetParticipantVoicemail: identifier as MicrosoftTeamsUserIdentifier });
}
