import type {
  DataChannelCallFeature,
  DataChannelSender,
  DataChannelSenderOpenOptions,
} from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import type { FeatureMessage } from '../call/sharedState.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { EmuDataChannelReceiver } from './dataChannelReceiver.ts';
import { EmuDataChannelSender } from './dataChannelSender.ts';

/** If the app chooses no channel, a sender gets the first free channel from this number on. */
const firstChannel = 1;
const maxChannel = 65_535;

/**
 * Sends messages of bytes to other participants. The signalling server relays them. A sender's session lasts as long as
 * the sender object: a new sender on the same channel begins a new session, and gets a new receiver at the other side.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/data-channel
 */
export class EmuDataChannel
  extends EmuCallFeature<'dataChannelReceiverCreated'>
  implements DataChannelCallFeature
{
  readonly name = 'DataChannel';
  private readonly senders = new Map<number, EmuDataChannelSender>();
  /** Maps `<participant id> <channel>` to the latest receiver for that participant and channel. */
  private readonly receivers = new Map<string, EmuDataChannelReceiver>();

  constructor(session: CallSession) {
    super(session, 'DataChannelCallFeature', ['dataChannelReceiverCreated']);
    this.onDispose(session.sharedState.onMessage('dataChannel', (message) => this.receive(message)));
    this.onDispose(() => this.closeAll());
    session.events.on('stateChanged', () => session.hasEnded && this.closeAll());
  }

  /** Creates a sender, and closes an earlier sender on the same channel. @throws 400/0 for an invalid option. */
  createDataChannelSender(options: DataChannelSenderOpenOptions = {}): DataChannelSender {
    const channel = options.channelId || this.findFreeChannel();
    if (!Number.isInteger(channel) || channel < 1 || channel > maxChannel) {
      throw callingError(400, 0, `Failed to create the sender: channelId is from 1 to ${maxChannel}.`);
    }
    checkOneOf(options.reliability, ['Durable', 'Lossy'], 'reliability');
    checkOneOf(options.priority, ['High', 'Normal'], 'priority');
    const sender = new EmuDataChannelSender(this.session, channel, options.participants ?? []);
    this.senders.get(channel)?.supersede();
    this.senders.set(channel, sender);
    return sender;
  }

  private findFreeChannel(): number {
    let channel = firstChannel;
    while (this.senders.has(channel)) channel += 1;
    return channel;
  }

  private receive({ senderId, content }: FeatureMessage): void {
    const message = content as ChannelMessage;
    const { channel, session: senderSession } = message;
    const key = `${senderId} ${channel}`;
    const existingReceiver = this.receivers.get(key);
    if ('closed' in message) {
      if (existingReceiver?.senderSession === senderSession) existingReceiver.close();
      return;
    }
    const sender = this.session.identifierOfParticipant(senderId);
    if (!sender || existingReceiver?.replacedSessions.has(senderSession)) return;
    const isUsable = existingReceiver?.senderSession === senderSession && !existingReceiver.isClosed;
    const receiver = isUsable ? existingReceiver : this.createReceiver(key, message, sender);
    receiver.push({
      sequenceNumber: message.sequence,
      data: Uint8Array.from(atob(message.data), toByte),
    });
  }

  /** Creates a receiver for a new session of a sender, or for a session whose receiver was closed. */
  private createReceiver(
    key: string,
    { channel, session: senderSession }: ChannelMessage,
    sender: CommunicationIdentifierKind,
  ): EmuDataChannelReceiver {
    const previousReceiver = this.receivers.get(key);
    const replacedSessions = new Set(previousReceiver?.replacedSessions);
    if (previousReceiver && previousReceiver.senderSession !== senderSession)
      replacedSessions.add(previousReceiver.senderSession);
    const receiver = new EmuDataChannelReceiver(channel, sender, senderSession, replacedSessions);
    this.receivers.set(key, receiver);
    this.emitter.emit('dataChannelReceiverCreated', receiver);
    return receiver;
  }

  private closeAll(): void {
    for (const receiver of this.receivers.values()) receiver.close();
    for (const sender of this.senders.values()) sender.supersede();
    this.receivers.clear();
  }
}

/**
 * A message as the server relays it: bytes in base64, or the end of a sender's session. `session` is the id of that
 * session.
 */
type ChannelMessage = { readonly channel: number; readonly session: string } & (
  { readonly sequence: number; readonly data: string } | { readonly closed: true }
);

const toByte = (character: string): number => character.charCodeAt(0);

function checkOneOf(value: string | undefined, values: readonly string[], name: string): void {
  if (value === undefined || values.includes(value)) return;
  throw callingError(400, 0, `Failed to create the sender: ${name} is ${values.join(' or ')}.`);
}
