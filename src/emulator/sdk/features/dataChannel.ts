import type {
  DataChannelCallFeature,
  DataChannelSender,
  DataChannelSenderOpenOptions,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { FeatureMessage } from '../call/sharedState.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { EmuDataChannelReceiver } from './dataChannelReceiver.ts';
import { EmuDataChannelSender } from './dataChannelSender.ts';

/** The channel of the first sender, when the app chooses none. */
const firstChannel = 1;
const maxChannel = 65_535;

/**
 * One-way messages of bytes between participants, by senders and receivers. The signalling server relays them.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/data-channel
 */
export class EmuDataChannel
  extends EmuCallFeature<'dataChannelReceiverCreated'>
  implements DataChannelCallFeature
{
  readonly name = 'DataChannel';
  private readonly senders = new Map<number, EmuDataChannelSender>();
  /** The latest receiver of each participant and channel. Messages of earlier sessions are ignored. */
  private readonly receivers = new Map<string, EmuDataChannelReceiver>();

  constructor(session: CallSession) {
    super(session, 'DataChannelCallFeature', ['dataChannelReceiverCreated']);
    this.onDispose(session.sharedState.onMessage('dataChannel', (message) => this.receive(message)));
    this.onDispose(() => this.end());
    session.events.on('stateChanged', () => session.hasEnded && this.end());
  }

  /** Creates a sender. It closes an earlier sender of the same channel. @throws 400/0 for an invalid option. */
  createDataChannelSender(options: DataChannelSenderOpenOptions = {}): DataChannelSender {
    const channel = options.channelId || this.freeChannel();
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

  private freeChannel(): number {
    let channel = firstChannel;
    while (this.senders.has(channel)) channel += 1;
    return channel;
  }

  private receive({ from, what }: FeatureMessage): void {
    const { channel, session, ...rest } = what as ChannelMessage;
    const key = `${from} ${channel}`;
    const known = this.receivers.get(key);
    const senderParticipantIdentifier = this.session.identifierIn(from);
    if ('closed' in rest) return known?.session === session ? known.close() : undefined;
    if (!senderParticipantIdentifier || known?.replaced.has(session)) return undefined;
    let receiver = known;
    if (!receiver || receiver.session !== session || receiver.closed) {
      const older = known && known.session !== session ? [...known.replaced, known.session] : known?.replaced;
      receiver = new EmuDataChannelReceiver(channel, senderParticipantIdentifier, session, new Set(older));
      this.receivers.set(key, receiver);
      this.emitter.emit('dataChannelReceiverCreated', receiver);
    }
    return receiver.push({ sequenceNumber: rest.sequence, data: Uint8Array.from(atob(rest.data), byte) });
  }

  private end(): void {
    for (const receiver of this.receivers.values()) receiver.close();
    for (const sender of this.senders.values()) sender.supersede();
    this.receivers.clear();
  }
}

/** A message as the server relays it: bytes in base64, or the end of a sender's session. */
type ChannelMessage = { readonly channel: number; readonly session: string } & (
  { readonly sequence: number; readonly data: string } | { readonly closed: true }
);

const byte = (character: string): number => character.charCodeAt(0);

function checkOneOf(value: string | undefined, values: readonly string[], name: string): void {
  if (value === undefined || values.includes(value)) return;
  throw callingError(400, 0, `Failed to create the sender: ${name} is ${values.join(' or ')}.`);
}
