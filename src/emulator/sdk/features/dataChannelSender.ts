import type { DataChannelSender } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';
import { among } from './participantIds.ts';

/** "The maximum number of participants in a list is limited to 64." */
const mostParticipants = 64;

/** Sends to everyone, or to a list of participants. Both reliabilities are the same here, as in the web SDK. */
export class EmuDataChannelSender implements DataChannelSender {
  readonly channelId: number;
  /** In bytes: "the maximum size for a single message is 32 KB". */
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

  /** @param participants everyone in the call, when empty. @throws 400/0 beyond 64, and for what is no identifier. */
  setParticipants(participants: CommunicationIdentifier[]): void {
    if (!Array.isArray(participants) || participants.length > mostParticipants) {
      throw callingError(400, 0, `Failed to set participants: a list of at most ${mostParticipants}.`);
    }
    for (const participant of participants) rawIdOf(participant);
    this.participants = [...participants];
  }

  /** @throws 400/0 for what is no Uint8Array, a message that is too long, a closed sender, and when nobody is there. */
  async sendMessage(data: Uint8Array): Promise<void> {
    if (!(data instanceof Uint8Array)) throw this.failure('data is a Uint8Array');
    if (data.byteLength > this.maxMessageSize) throw this.failure(`at most ${this.maxMessageSize} bytes`);
    if (this.closed) throw this.failure('the sender is closed');
    const { channelId: channel, session, participants } = this;
    const to = participants.length > 0 ? among(this.call, participants, 'Failed to send the message') : [];
    this.sequence = (this.sequence + 1) % 2 ** 32;
    const { sequence } = this;
    await this.call.shared.ask('dataChannel', { channel, session, sequence, data: encode(data), to });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    const { channelId: channel, session } = this;
    // Nobody is left to be told, where it fails: the call has ended.
    this.call.shared.ask('dataChannel', { channel, session, closed: true }).catch(() => undefined);
  }

  /** Internal to the drop-in: another sender has taken the channel, or the call is over; the others are not told. */
  supersede(): void {
    this.closed = true;
  }

  private failure(why: string) {
    return callingError(400, 0, `Failed to send the message: ${why}.`);
  }
}

const encode = (data: Uint8Array): string =>
  btoa(Array.from(data, (one) => String.fromCharCode(one)).join(''));
