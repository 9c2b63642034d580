import type {
  Transfer,
  TransferCallFeature,
  TransferErrorCode,
  TransferState,
  TransferToCallLocator,
  TransferToParticipantLocator,
  TransferToParticipantOptions,
  TransferToVoicemailLocator,
} from '@azure/communication-calling';
import type { TransferTarget } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';
import { readContext } from '../call/startFields.ts';

/** The ways in which the SDK lets an app name the target of a transfer. */
type TransferLocator = TransferToParticipantLocator | TransferToCallLocator | TransferToVoicemailLocator;

/**
 * Transfers the only other participant to a person, to a person's voicemail, or into another call of this agent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export class EmuTransferFeature implements TransferCallFeature {
  readonly name = 'Transfer';
  private readonly session: CallSession;

  constructor(session: CallSession) {
    this.session = session;
  }

  /**
   * Starts a transfer.
   * @param options what the app sends to the person to whom the participant is transferred.
   * @returns the transfer. Its property `state` and its event `stateChanged` show the outcome.
   * @throws 400/0 in a meeting, with more than one other participant, and for an invalid identifier; 400/46052 for an
   * object that is no target; 500/41001 for `undefined`.
   */
  transfer(target: TransferLocator, options: TransferToParticipantOptions = {}): Transfer {
    const { session } = this;
    const context = readContext(options.customContext);
    const [transferee, ...others] = session.participants;
    const isMeeting = session.context.kind === 'meeting';
    if (!transferee || others.length > 0 || isMeeting || session.hasEnded) {
      throw callingError(
        400,
        0,
        'Failed to transfer: only a call with one other participant can be transferred.',
      );
    }
    const transfer = new EmuTransfer();
    void session.transfers.request(transferee.participantId, readTarget(target), context).then((failure) => {
      transfer.end(failure ?? undefined);
    });
    return transfer;
  }

  on(event: string, listener: Listener): void {
    this.session.transfers.events.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.session.transfers.events.off(event, listener);
  }

  dispose(): void {
    this.session.transfers.events.removeAllListeners();
  }
}

/** Translates the app's target for the signalling server: a call id, or a person's raw id. */
function readTarget(target: TransferLocator): TransferTarget {
  if (typeof target !== 'object' || !target) {
    throw callingError(500, 41001, 'Failed to transfer: the target is missing.', 'UnexpectedClientError');
  }
  if ('targetCallId' in target) return { call: target.targetCallId };
  if ('targetParticipant' in target) return { id: rawIdOf(target.targetParticipant) };
  if ('targetParticipantVoicemail' in target)
    return { id: rawIdOf(target.targetParticipantVoicemail), voicemail: true };
  throw callingError(400, 46052, 'Failed to transfer: the target is not recognized.');
}

class EmuTransfer implements Transfer {
  private readonly emitter = new Emitter('Transfer', ['stateChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private currentState: TransferState = 'Transferring';
  private failure: TransferErrorCode | undefined;

  get state(): TransferState {
    return this.currentState;
  }

  get error(): TransferErrorCode {
    return this.failure as TransferErrorCode;
  }

  /** Not for apps. @param failure why the transfer failed; `undefined` if it succeeded. */
  end(failure: TransferErrorCode | undefined): void {
    this.currentState = failure ? 'Failed' : 'Transferred';
    this.failure = failure;
    this.emitter.emit('stateChanged');
  }
}
