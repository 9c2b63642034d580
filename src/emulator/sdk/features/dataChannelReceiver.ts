import type { DataChannelMessage, DataChannelReceiver } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { Emitter } from '../base/events.ts';

/**
 * A receiver closes when no message has arrived for this long. Microsoft's documentation says that this happens if the
 * session "doesn't receive any messages from the sender for over two minutes".
 */
const idleTimeoutMs = 120_000;

/**
 * Receives the messages of one sender on one channel, and stores them until the app reads them. If the remote
 * participant creates a new sender on that channel, a new session begins, which gets a receiver of its own. Members marked "internal" are
 * not for apps.
 */
export class EmuDataChannelReceiver implements DataChannelReceiver {
  private readonly emitter = new Emitter('DataChannelReceiver', ['messageReady', 'close']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  readonly channelId: number;
  readonly senderParticipantIdentifier: CommunicationIdentifierKind;
  /** Internal: the id of the sender's session. */
  readonly senderSession: string;
  /** Internal: the ids of earlier sessions on this channel. Late messages of those sessions are ignored. */
  readonly replacedSessions: ReadonlySet<string>;
  private readonly unreadMessages: DataChannelMessage[] = [];
  private idleTimer: ReturnType<typeof setTimeout> | undefined;
  /** Internal. */
  isClosed = false;

  constructor(
    channelId: number,
    sender: CommunicationIdentifierKind,
    senderSession: string,
    replacedSessions: ReadonlySet<string>,
  ) {
    this.channelId = channelId;
    this.senderParticipantIdentifier = sender;
    this.senderSession = senderSession;
    this.replacedSessions = replacedSessions;
  }

  readMessage(): DataChannelMessage | undefined {
    return this.unreadMessages.shift();
  }

  /** Internal: stores a message that has arrived. */
  push(message: DataChannelMessage): void {
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
