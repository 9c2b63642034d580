import type { DataChannelMessage, DataChannelReceiver } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { Emitter, type Listener } from '../base/events.ts';

/** "If the session doesn't receive any messages from the sender for over two minutes", it closes. */
const idleTimeoutMs = 120_000;

/** Receives the messages of one session of a sender, and keeps them until the app reads them. */
export class EmuDataChannelReceiver implements DataChannelReceiver {
  private readonly emitter = new Emitter('DataChannelReceiver', ['messageReady', 'close']);
  readonly channelId: number;
  readonly senderParticipantIdentifier: CommunicationIdentifierKind;
  /** Internal to the drop-in: the sender's session. */
  readonly session: string;
  /** Internal to the drop-in: the earlier sessions on this channel, which are over. */
  readonly replaced: ReadonlySet<string>;
  private readonly unread: DataChannelMessage[] = [];
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
    return this.unread.shift();
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
    this.timer = setTimeout(() => this.close(), idleTimeoutMs);
    this.unread.push(message);
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
