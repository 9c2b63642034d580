import type { TeamsCall, Transfer, TransferCallFeature } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  type CommunicationIdentifier,
  type MicrosoftTeamsUserIdentifier,
} from '@azure/communication-common';
import { checkConnection, type Availability } from '../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../calling/call/feature.ts';
import { listen, type Unsubscribe } from '../calling/sdk/listen.ts';
import { formatEndCode, findEndKind, type EndKind } from '../errors/endReason.ts';

/** The transfer target: a person, a person's voicemail, or another call of the user. */
export type TransferTarget =
  | { readonly kind: 'person' | 'voicemail'; readonly rawId: string }
  /** `callId` is the SDK's id of the other call. `rawId` is its other participant; `null` while the SDK does not say. */
  | { readonly kind: 'call'; readonly callId: string; readonly rawId: string | null };

type TransferAttempt = { readonly target: TransferTarget } & (
  | { readonly state: Exclude<Transfer['state'], 'Failed'>; readonly failure: null }
  | { readonly state: 'Failed'; readonly failure: { readonly kind: EndKind; readonly code: string } }
);

export interface TransferFeatureState {
  readonly availability: Availability;
  /** The last attempt to transfer this call; `null` if there was none, or the user dismissed it. */
  readonly attempt: TransferAttempt | null;
  /** Raw id of the transfer target whom the user consults first, in another call; `null` if the user consults nobody. */
  readonly consultedId: string | null;
}

type TransferCommand =
  | { readonly kind: 'start'; readonly target: TransferTarget }
  /** Dismisses a finished attempt, and resumes the call. */
  | { readonly kind: 'takeBack' }
  /** Remembers whom the user consults. The component that runs this command also places the call to that person. */
  | { readonly kind: 'noteConsultation'; readonly rawId: string }
  | { readonly kind: 'forgetConsultation' };

/** A transfer that the SDK was asked for. It may still run, or have succeeded or failed. */
interface StartedTransfer {
  readonly target: TransferTarget;
  readonly sdkTransfer: Transfer;
  readonly unsubscribe: Unsubscribe;
}

/** Maps each call to the last attempt to transfer it. */
const startedTransfers = new WeakMap<TeamsCall, StartedTransfer>();
/** Maps each call to the raw id of the person whom the user consults before transferring it. */
const consultedIds = new WeakMap<TeamsCall, string>();
/** Maps each call to the `onChange` that `watch` got for it. A transfer calls it when its state changes. */
const changeListeners = new WeakMap<TeamsCall, () => void>();
/** SDK ids of the user's calls that are transfer targets. Such a call ends when its transfer succeeds. */
const targetCallIds = new Set<string>();

/**
 * Transfers the other participant of a 1:1 call. The user leaves the call when the transfer succeeds. The SDK cannot cancel a
 * transfer. If the user resumes the call meanwhile, the user and the transferee talk again until the transfer target answers.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export const transfer: CallFeature<TransferFeatureState, TransferCommand> = {
  name: 'transfer',
  read(call, tools) {
    const availability = checkConnection(call, tools);
    const isGroupCall = call.remoteParticipants.length !== 1;
    const started = startedTransfers.get(call);
    return {
      availability: availability === 'yes' && isGroupCall ? 'callKind' : availability,
      attempt: started ? readAttempt(started) : null,
      consultedId: consultedIds.get(call) ?? null,
    };
  },
  watch(call, onChange) {
    changeListeners.set(call, onChange);
    const unsubscribe = listen(call, ['remoteParticipantsUpdated'], onChange);
    return () => {
      unsubscribe();
      startedTransfers.get(call)?.unsubscribe();
    };
  },
  async run(call, tools, command) {
    if (command.kind === 'noteConsultation') return void consultedIds.set(call, command.rawId);
    if (command.kind === 'forgetConsultation') return void consultedIds.delete(call);
    if (command.kind === 'takeBack') {
      const started = startedTransfers.get(call);
      if (started && started.sdkTransfer.state !== 'Transferring') forgetTransfer(call);
      return call.state === 'LocalHold' ? tools.live.switchTo(call) : undefined;
    }
    forgetTransfer(call);
    // The call is on hold while the transfer target is called, so that the transferee does not hear the user.
    return tools.live.hold(call, () => startTransfer(call, tools, command.target));
  },
  readEnd(call) {
    // This call was the consultation. Its other participant now talks to the transferee.
    if (targetCallIds.delete(call.id)) return { kind: 'transferred', transferredTo: null };
    const started = startedTransfers.get(call);
    if (started?.sdkTransfer.state !== 'Transferred') return null;
    const { rawId, kind } = started.target;
    const transferredTo = rawId === null ? null : { rawId, isVoicemail: kind === 'voicemail' };
    return { kind: 'transferred', transferredTo };
  },
};

function startTransfer(
  call: TeamsCall,
  { sdk, reportTransferFailed }: CallTools,
  target: TransferTarget,
): void {
  const sdkTransfer = requestTransfer(call.feature(sdk.Features.Transfer), target);
  if (target.kind === 'call') targetCallIds.add(target.callId);
  const onStateChange = () => {
    if (sdkTransfer.state === 'Failed') {
      if (target.kind === 'call') targetCallIds.delete(target.callId);
      // The user gets a notice, because the panel may be closed, and another call may be in front.
      reportTransferFailed({ target: target.rawId, ...readFailure(sdkTransfer) });
    }
    changeListeners.get(call)?.();
  };
  const unsubscribe = listen(sdkTransfer, ['stateChanged'], onStateChange);
  startedTransfers.set(call, { target, sdkTransfer, unsubscribe });
}

/** Asks the SDK for the transfer. @returns the SDK's transfer, which reports its state by events */
function requestTransfer(sdkFeature: TransferCallFeature, target: TransferTarget): Transfer {
  if (target.kind === 'call') return sdkFeature.transfer({ targetCallId: target.callId });
  const identifier: CommunicationIdentifier = createIdentifierFromRawId(target.rawId);
  if (target.kind === 'person') return sdkFeature.transfer({ targetParticipant: identifier });
  return sdkFeature.transfer({ targetParticipantVoicemail: identifier as MicrosoftTeamsUserIdentifier });
}

function forgetTransfer(call: TeamsCall): void {
  startedTransfers.get(call)?.unsubscribe();
  startedTransfers.delete(call);
}

function readFailure({ error }: Transfer): { reason: EndKind; code: string } {
  const endReason = { code: error?.code ?? 0, subCode: error?.subCode ?? 0 };
  return { reason: findEndKind(endReason), code: formatEndCode(endReason) };
}

function readAttempt({ target, sdkTransfer }: StartedTransfer): TransferAttempt {
  if (sdkTransfer.state !== 'Failed') return { target, state: sdkTransfer.state, failure: null };
  const { reason, code } = readFailure(sdkTransfer);
  return { target, state: 'Failed', failure: { kind: reason, code } };
}
