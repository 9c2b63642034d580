import type * as Real from '@azure/communication-calling';
import type { CommunicationIdentifier, CommunicationIdentifierKind } from '@azure/communication-common';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { FeatureMessage } from '../call/sharedState.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

const maxChannel = 65_535;
/** Microsoft: "The maximum number of participants in a list is limited to 64." */
const maxParticipants = 64;
/** A receiver closes if it "doesn't receive any messages from the sender for over two minutes", as Microsoft documents. */
const idleTimeoutMs = 120_000;

/** A message as the server relays it: bytes in base64, or the end of the sender object, whose id is `session`. */
type ChannelMessage = { readonly channel: number; readonly session: string } & (
  { readonly sequence: number; readonly data: string } | { readonly closed: true }
);

/**
 * Sends bytes to other participants. The signalling server relays them in order. For each new sender on a channel, the other
 * side gets a new receiver.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/data-channel
 */
export class EmuDataChannel extends EmuCallFeature implements Real.DataChannelCallFeature {
  readonly name = 'DataChannel';
  protected readonly emitter = new Emitter('DataChannelCallFeature', ['dataChannelReceiverCreated']);
  private readonly senders = new Map<number, EmuDataChannelSender>();
  /** Maps `<participant id> <channel>` to the latest receiver for that participant and channel. */
  private readonly receivers = new Map<string, EmuDataChannelReceiver>();

  constructor(session: CallSession) {
    super(session);
    this.receiveMessages('dataChannel', (message) => this.receive(message));
    this.follow(session.events, 'stateChanged', () => session.hasEnded && this.closeAll());
    this.onDispose(() => this.closeAll());
  }

  /**
   * Creates a sender, and closes an earlier sender on the same channel.
   * @param options `channelId`: by default the first free channel from 1 on.
   */
  createDataChannelSender(options: Real.DataChannelSenderOpenOptions = {}): Real.DataChannelSender {
    const channel = options.channelId || this.findFreeChannel();
    const isChannel = Number.isInteger(channel) && channel >= 1 && channel <= maxChannel;
    check(isChannel, 400, 0, `Failed to create the sender: channelId is from 1 to ${maxChannel}.`);
    checkOneOf(options.reliability, ['Durable', 'Lossy'], 'reliability');
    checkOneOf(options.priority, ['High', 'Normal'], 'priority');
    const sender = new EmuDataChannelSender(this.session, channel, options.participants ?? []);
    this.senders.get(channel)?.supersede();
    this.senders.set(channel, sender);
    return sender;
  }

  private findFreeChannel(): number {
    let channel = 1;
    while (this.senders.has(channel)) channel += 1;
    return channel;
  }

  private receive({ senderId, content }: FeatureMessage): void {
    const message = content as ChannelMessage;
    const { channel, session: senderSession } = message;
    const key = `${senderId} ${channel}`;
    let receiver = this.receivers.get(key);
    const isSameSender = receiver?.senderSession === senderSession;
    if ('closed' in message) {
      if (isSameSender) receiver?.close();
      return;
    }
    const identifier = this.session.identifierOfParticipant(senderId);
    if (!identifier) return;
    if (!receiver || !isSameSender || receiver.isClosed) {
      receiver = new EmuDataChannelReceiver(channel, identifier, senderSession);
      this.receivers.set(key, receiver);
      this.emitter.emit('dataChannelReceiverCreated', receiver);
    }
    const data = Uint8Array.from(atob(message.data), (character) => character.charCodeAt(0));
    receiver.push({ sequenceNumber: message.sequence, data });
  }

  private closeAll(): void {
    for (const receiver of this.receivers.values()) receiver.close();
    for (const sender of this.senders.values()) sender.supersede();
    this.receivers.clear();
  }
}

function checkOneOf(value: string | undefined, values: readonly string[], name: string): void {
  const isValid = value === undefined || values.includes(value);
  check(isValid, 400, 0, `Failed to create the sender: ${name} is ${values.join(' or ')}.`);
}

/** Stores one sender's messages until the app reads them. Members marked "Internal" are not for apps. */
class EmuDataChannelReceiver implements Real.DataChannelReceiver {
  private readonly emitter = new Emitter('DataChannelReceiver', ['messageReady', 'close']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  readonly channelId: number;
  readonly senderParticipantIdentifier: CommunicationIdentifierKind;
  /** Internal: the id of the sender object. */
  readonly senderSession: string;
  private readonly unreadMessages: Real.DataChannelMessage[] = [];
  private idleTimer: ReturnType<typeof setTimeout> | undefined;
  /** Internal. */
  isClosed = false;

  constructor(channelId: number, sender: CommunicationIdentifierKind, senderSession: string) {
    this.channelId = channelId;
    this.senderParticipantIdentifier = sender;
    this.senderSession = senderSession;
  }

  readMessage(): Real.DataChannelMessage | undefined {
    return this.unreadMessages.shift();
  }

  /** Internal: stores a message that has arrived. */
  push(message: Real.DataChannelMessage): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.close(), idleTimeoutMs);
    this.unreadMessages.push(message);
    this.emitter.emit('messageReady');
  }

  /** Internal. */
  close(): void {
    clearTimeout(this.idleTimer);
    if (this.isClosed) return;
    this.isClosed = true;
    this.emitter.emit('close');
  }
}

/** Sends messages on one channel. As in the web SDK, `Durable` and `Lossy` senders behave the same. */
class EmuDataChannelSender implements Real.DataChannelSender {
  readonly channelId: number;
  /** In bytes. Microsoft: "The maximum size for a single message is 32 KB." */
  readonly maxMessageSize = 32 * 1024;
  private readonly callSession: CallSession;
  /** This object's id, by which the other side tells it from an earlier sender on the same channel. */
  private readonly senderSession = crypto.randomUUID();
  private participants: readonly CommunicationIdentifier[] = [];
  private lastSequenceNumber = 0;
  private isClosed = false;

  constructor(callSession: CallSession, channelId: number, participants: CommunicationIdentifier[]) {
    this.callSession = callSession;
    this.channelId = channelId;
    this.setParticipants(participants);
  }

  /** @param participants the receivers. An empty list stands for all participants of the call. */
  setParticipants(participants: CommunicationIdentifier[]): void {
    const isShortList = Array.isArray(participants) && participants.length <= maxParticipants;
    check(isShortList, 400, 0, `Failed to set participants: a list of at most ${maxParticipants}.`);
    // `rawIdOf` throws for an invalid identifier.
    for (const participant of participants) rawIdOf(participant);
    this.participants = [...participants];
  }

  /** Resolves when the server has relayed the message. */
  async sendMessage(data: Uint8Array): Promise<void> {
    const failure = 'Failed to send the message';
    check(data instanceof Uint8Array, 400, 0, `${failure}: data is a Uint8Array.`);
    const isShort = data.byteLength <= this.maxMessageSize;
    check(isShort, 400, 0, `${failure}: at most ${this.maxMessageSize} bytes.`);
    check(!this.isClosed, 400, 0, `${failure}: the sender is closed.`);
    const { callSession, participants } = this;
    const receiverIds =
      participants.length > 0 ? callSession.roster.participantIdsOf(participants, failure) : [];
    // The SDK's sequence numbers have 32 bits.
    this.lastSequenceNumber = (this.lastSequenceNumber + 1) % 2 ** 32;
    await this.send({
      sequence: this.lastSequenceNumber,
      data: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')),
      to: receiverIds,
    });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    // The request fails only when the call has ended, and then the receivers are closed anyway.
    this.send({ closed: true }).catch(() => undefined);
  }

  /** Not for apps: closes silently, because the call has ended or another sender has taken the channel. */
  supersede(): void {
    this.isClosed = true;
  }

  private send(content: object): Promise<void> {
    const message = { channel: this.channelId, session: this.senderSession, ...content };
    return this.callSession.sharedState.sendFeatureRequest('dataChannel', message);
  }
}
