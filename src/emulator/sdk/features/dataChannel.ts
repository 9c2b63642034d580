import type {
  DataChannelCallFeature,
  DataChannelSender,
  DataChannelSenderOpenOptions,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { Said } from '../call/sharedState.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { EmuDataChannelReceiver } from './dataChannelReceiver.ts';
import { EmuDataChannelSender } from './dataChannelSender.ts';

/** The first that is given out where an app names none. */
const firstChannel = 1;
const lastChannel = 65_535;

/**
 * Bytes between participants, one way, by senders and receivers. They travel with the signalling.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/data-channel
 */
export class EmuDataChannel
  extends EmuCallFeature<'dataChannelReceiverCreated'>
  implements DataChannelCallFeature
{
  readonly name = 'DataChannel';
  private readonly senders = new Map<number, EmuDataChannelSender>();
  /** The newest of each participant and channel; a session that is not the newest is not heard any more. */
  private readonly receivers = new Map<string, EmuDataChannelReceiver>();

  constructor(session: CallSession) {
    super(session, 'DataChannelCallFeature', ['dataChannelReceiverCreated']);
    this.until(session.shared.hear('dataChannel', (said) => this.receive(said)));
    this.until(() => this.end());
    session.events.on('stateChanged', () => session.ended && this.end());
  }

  /** @throws 400/0 for options out of range. A sender of the same channel is closed. */
  createDataChannelSender(options: DataChannelSenderOpenOptions = {}): DataChannelSender {
    const channel = options.channelId || this.free();
    if (!Number.isInteger(channel) || channel < 1 || channel > lastChannel) {
      throw callingError(400, 0, `Failed to create the sender: channelId is from 1 to ${lastChannel}.`);
    }
    oneOf(options.reliability, ['Durable', 'Lossy'], 'reliability');
    oneOf(options.priority, ['High', 'Normal'], 'priority');
    const sender = new EmuDataChannelSender(this.session, channel, options.participants ?? []);
    this.senders.get(channel)?.supersede();
    this.senders.set(channel, sender);
    return sender;
  }

  private free(): number {
    let channel = firstChannel;
    while (this.senders.has(channel)) channel += 1;
    return channel;
  }

  private receive({ from, what }: Said): void {
    const { channel, session, ...rest } = what as Wire;
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

type Wire = { readonly channel: number; readonly session: string } & (
  { readonly sequence: number; readonly data: string } | { readonly closed: true }
);

const byte = (character: string): number => character.charCodeAt(0);

function oneOf(value: string | undefined, values: readonly string[], name: string): void {
  if (value === undefined || values.includes(value)) return;
  throw callingError(400, 0, `Failed to create the sender: ${name} is ${values.join(' or ')}.`);
}
