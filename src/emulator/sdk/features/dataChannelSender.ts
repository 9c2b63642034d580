import type { DataChannelSender } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';
import { participantIdsOf } from './participantIds.ts';

/** "The maximum number of participants in a list is limited to 64." */
const maxParticipants = 64;

/** Sends messages to everyone, or to a list of participants. As in the web SDK, both reliabilities are the same. */
export class EmuDataChannelSender implements DataChannelSender {
  readonly channelId: number;
  /** In bytes. "The maximum size for a single message is 32 KB." */
  readonly maxMessageSize = 32 * 1024;
  private readonly call: CallSession;
  private readonly session = crypto.randomUUID();
  private participants: readonly CommunicationIdentifier[] = [];
  private sequence = 0;
  private closed = false;

  constructor(call: CallSession, channelId: number, participants: CommunicationIdentifier[]) {
    this.call = call;
    this.channelId = channelId;
    this.setParticipants(participants);
  }

  /**
   * @param participants the receivers; everyone in the call when empty.
   * @throws 400/0 for more than 64, and for anything that is not an identifier.
   */
  setParticipants(participants: CommunicationIdentifier[]): void {
    if (!Array.isArray(participants) || participants.length > maxParticipants) {
      throw callingError(400, 0, `Failed to set participants: a list of at most ${maxParticipants}.`);
    }
    for (const participant of participants) rawIdOf(participant);
    this.participants = [...participants];
  }

  /**
   * @throws 400/0 for anything but a Uint8Array, for a message that is too long, when the sender is closed, and when none
   * of the receivers is in the call.
   */
  async sendMessage(data: Uint8Array): Promise<void> {
    if (!(data instanceof Uint8Array)) throw this.failure('data is a Uint8Array');
    if (data.byteLength > this.maxMessageSize) throw this.failure(`at most ${this.maxMessageSize} bytes`);
    if (this.closed) throw this.failure('the sender is closed');
    const { channelId: channel, session, participants } = this;
    const to =
      participants.length > 0 ? participantIdsOf(this.call, participants, 'Failed to send the message') : [];
    this.sequence = (this.sequence + 1) % 2 ** 32;
    const { sequence } = this;
    await this.call.sharedState.ask('dataChannel', { channel, session, sequence, data: encode(data), to });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    const { channelId: channel, session } = this;
    // It fails only when the call has ended, and nobody is left to be told.
    this.call.sharedState.ask('dataChannel', { channel, session, closed: true }).catch(() => undefined);
  }

  /** Internal to the drop-in: closes without a message, because the call ended or another sender took the channel. */
  supersede(): void {
    this.closed = true;
  }

  private failure(why: string) {
    return callingError(400, 0, `Failed to send the message: ${why}.`);
  }
}

const encode = (data: Uint8Array): string =>
  btoa(Array.from(data, (code) => String.fromCharCode(code)).join(''));
