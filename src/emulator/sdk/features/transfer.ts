import type * as Real from '@azure/communication-calling';
import type { TransferTarget } from '../../wire/protocol.ts';
import { agentRefusals, findTransferRefusal } from '../../wire/agentRules.ts';
import { callingError, check, toError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { rawIdOf } from '../base/identifiers.ts';
import { checkNoAgentInGroup, checkNoEmergency } from '../call/agentChecks.ts';
import type { CallSession } from '../call/session.ts';
import { readContext } from '../call/startFields.ts';
import { EmuCallFeature } from './callFeature.ts';

/** The ways in which the SDK lets an app name the target of a transfer. */
type TransferLocator =
  Real.TransferToParticipantLocator | Real.TransferToCallLocator | Real.TransferToVoicemailLocator;

/**
 * Transfers the only other participant to a person, to a person's voicemail, or into another call of this agent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export class EmuTransferFeature extends EmuCallFeature implements Real.TransferCallFeature {
  readonly name = 'Transfer';
  /** The session emits `transferAccepted`, because the call is transferred even if the app never asks for this feature. */
  protected readonly emitter = this.session.transfers.events;

  /** @param options contains what the app tells the target. @returns the transfer, whose `state` shows how it ends. */
  transfer(target: TransferLocator, options: Real.TransferToParticipantOptions = {}): Real.Transfer {
    const { session } = this;
    checkNoAgentInGroup(session, agentRefusals.transferOutOfGroup);
    const context = readContext(options.customContext);
    const [transferee, ...others] = session.roster.participants;
    const isMeeting = session.context.kind === 'meeting';
    const canTransfer = others.length === 0 && !isMeeting && !session.hasEnded;
    const message = 'Failed to transfer: only a call with one other participant can be transferred.';
    check(transferee && canTransfer, 400, 0, message);
    const sentTarget = readTarget(target);
    checkTransferOfAgent(session, sentTarget);
    const transfer = new EmuTransfer();
    const outcome = session.transfers.request(transferee.participantId, sentTarget, context);
    void outcome.then((failure) => transfer.end(failure));
    return transfer;
  }
}

/** @throws 403/0 (code/subcode) if the local participant is an agent who may not transfer this call, or not to this target. */
function checkTransferOfAgent(session: CallSession, target: TransferTarget): void {
  const refusal = findTransferRefusal(session.deps.getOwnRawId(), target);
  if (refusal) throw toError(refusal);
  checkNoEmergency(session);
}

/** Translates the app's target for the signalling server. */
function readTarget(target: TransferLocator): TransferTarget {
  const isObject = typeof target === 'object' && Boolean(target);
  check(isObject, 500, 41001, 'Failed to transfer: the target is missing.', 'UnexpectedClientError');
  if ('targetCallId' in target) return { call: target.targetCallId };
  if ('targetParticipant' in target) return { id: rawIdOf(target.targetParticipant) };
  if ('targetParticipantVoicemail' in target)
    return { id: rawIdOf(target.targetParticipantVoicemail), voicemail: true };
  throw callingError(400, 46052, 'Failed to transfer: the target is not recognized.');
}

class EmuTransfer implements Real.Transfer {
  private readonly emitter = new Emitter('Transfer', ['stateChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  state: Real.TransferState = 'Transferring';
  error?: Real.TransferErrorCode;

  /** Not for apps. @param failure why the transfer failed; `null` if it succeeded. */
  end(failure: Real.TransferErrorCode | null): void {
    this.state = failure ? 'Failed' : 'Transferred';
    if (failure) this.error = failure;
    this.emitter.emit('stateChanged');
  }
}
