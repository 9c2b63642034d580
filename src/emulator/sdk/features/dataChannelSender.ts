import type { DataChannelSender } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';

/** Microsoft: "The maximum number of participants in a list is limited to 64." */
const maxParticipants = 64;

/**
 * Sends messages on one channel to all participants, or to a list of them. As in the web SDK, the reliabilities `Durable`
 * and `Lossy` do the same.
 */
export class EmuDataChannelSender implements DataChannelSender {
  readonly channelId: number;
  /** In bytes. Microsoft: "The maximum size for a single message is 32 KB." */
  readonly maxMessageSize = 32 * 1024;
  private readonly callSession: CallSession;
  /** Identifies this sender, so that receivers can tell it from an earlier sender on the same channel. */
  private readonly senderSession = crypto.randomUUID();
  private participants: readonly CommunicationIdentifier[] = [];
  /** The number of the last message. */
  private sequence = 0;
  private isClosed = false;

  constructor(callSession: CallSession, channelId: number, participants: CommunicationIdentifier[]) {
    this.callSession = callSession;
    this.channelId = channelId;
    this.setParticipants(participants);
  }

  /**
   * @param participants the receivers. An empty list stands for all participants of the call.
   * @throws 400/0 for more than 64 receivers, and for anything that is not an identifier.
   */
  setParticipants(participants: CommunicationIdentifier[]): void {
    if (!Array.isArray(participants) || participants.length > maxParticipants) {
      throw callingError(400, 0, `Failed to set participants: a list of at most ${maxParticipants}.`);
    }
    // `rawIdOf` throws for an invalid identifier.
    for (const participant of participants) rawIdOf(participant);
    this.participants = [...participants];
  }

  /**
   * Sends a message. Resolves when the server has relayed it.
   * @throws 400/0 for anything but a Uint8Array, for a message that is too long, when the sender is closed, and when none
   * of the receivers is in the call.
   */
  async sendMessage(data: Uint8Array): Promise<void> {
    if (!(data instanceof Uint8Array)) throw this.failure('data is a Uint8Array');
    if (data.byteLength > this.maxMessageSize) throw this.failure(`at most ${this.maxMessageSize} bytes`);
    if (this.isClosed) throw this.failure('the sender is closed');
    const { callSession, participants } = this;
    const receiverIds =
      participants.length > 0
        ? callSession.roster.participantIdsOf(participants, 'Failed to send the message')
        : [];
    // The SDK's sequence numbers have 32 bits.
    this.sequence = (this.sequence + 1) % 2 ** 32;
    await callSession.sharedState.sendFeatureRequest('dataChannel', {
      channel: this.channelId,
      session: this.senderSession,
      sequence: this.sequence,
      data: toBase64(data),
      to: receiverIds,
    });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const { channelId: channel, senderSession: session } = this;
    const request = this.callSession.sharedState.sendFeatureRequest('dataChannel', {
      channel,
      session,
      closed: true,
    });
    // The request fails only when the call has ended, and then the receivers are closed anyway.
    request.catch(() => undefined);
  }

  /**
   * Not for apps: closes without a message to the receivers, because the call has ended or another sender has taken the
   * channel.
   */
  supersede(): void {
    this.isClosed = true;
  }

  private failure(why: string) {
    return callingError(400, 0, `Failed to send the message: ${why}.`);
  }
}

const toBase64 = (data: Uint8Array): string =>
  btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
