import type {
  Transfer,
  TransferCallFeature,
  TransferErrorCode,
  TransferState,
  TransferToCallLocator,
  TransferToParticipantLocator,
  TransferToVoicemailLocator,
} from '@azure/communication-calling';
import type { TransferTarget } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';

type Locator = TransferToParticipantLocator | TransferToCallLocator | TransferToVoicemailLocator;

/**
 * Transfers the one other participant: to somebody, to somebody's voicemail, or into another call of this agent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export class EmuTransferFeature implements TransferCallFeature {
  readonly name = 'Transfer';
  private readonly session: CallSession;

  constructor(session: CallSession) {
    this.session = session;
  }

  /** @returns at once; `state` and `stateChanged` tell the rest. @throws 400/0 in a meeting, or with more than one other. */
  transfer(target: Locator): Transfer {
    const { session } = this;
    const [who, ...others] = session.participants;
    const meeting = session.place.kind === 'meeting';
    if (!who || others.length > 0 || meeting || session.state === 'Disconnected') {
      throw callingError(400, 0, 'Failed to transfer: only a call with one other participant can be.');
    }
    const running = new EmuTransfer();
    void session.transfers.ask(who.participantId, destination(target)).then((end) => {
      running.set(end ? 'Failed' : 'Transferred', end ?? undefined);
    });
    return running;
  }

  on(event: string, listener: Listener): void {
    this.session.transfers.events.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.session.transfers.events.off(event, listener);
  }

  dispose(): void {
    this.session.transfers.events.clear();
  }
}

function destination(target: Locator): TransferTarget {
  if (typeof target !== 'object' || !target) throw callingError(400, 0, 'Failed to transfer: to whom?');
  if ('targetCallId' in target) return { call: target.targetCallId };
  if ('targetParticipant' in target) return { id: rawIdOf(target.targetParticipant) };
  return { id: rawIdOf(target.targetParticipantVoicemail), voicemail: true };
}

class EmuTransfer implements Transfer {
  private readonly emitter = new Emitter('Transfer', ['stateChanged']);
  private now: TransferState = 'Transferring';
  private failure: TransferErrorCode | undefined;

  get state(): TransferState {
    return this.now;
  }

  get error(): TransferErrorCode {
    return this.failure as TransferErrorCode;
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in. */
  set(state: TransferState, failure: TransferErrorCode | undefined): void {
    this.now = state;
    this.failure = failure;
    this.emitter.emit('stateChanged');
  }
}
