import type { DataChannelMessage, DataChannelReceiver } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { Emitter, type Listener } from '../base/events.ts';

/** "If the session doesn't receive any messages from the sender for over two minutes", it closes. */
const idle = 120_000;

/** What one session of one sender brings; messages wait here until they are read. */
export class EmuDataChannelReceiver implements DataChannelReceiver {
  private readonly emitter = new Emitter('DataChannelReceiver', ['messageReady', 'close']);
  readonly channelId: number;
  readonly senderParticipantIdentifier: CommunicationIdentifierKind;
  /** Internal to the drop-in. */
  readonly session: string;
  /** Internal to the drop-in: the sessions that came before, and are over. */
  readonly replaced: ReadonlySet<string>;
  private readonly waiting: DataChannelMessage[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Internal to the drop-in. */
  closed = false;

  constructor(
    channelId: number,
    sender: CommunicationIdentifierKind,
    session: string,
    replaced: ReadonlySet<string>,
  ) {
    this.channelId = channelId;
    this.senderParticipantIdentifier = sender;
    this.session = session;
    this.replaced = replaced;
  }

  readMessage(): DataChannelMessage | undefined {
    return this.waiting.shift();
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in. */
  push(message: DataChannelMessage): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.close(), idle);
    this.waiting.push(message);
    this.emitter.emit('messageReady');
  }

  /** Internal to the drop-in. */
  close(): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    this.closed = true;
    this.emitter.emit('close');
  }
}
