import type { RealTimeTextFeature } from '@azure/communication-calling';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** In characters, of up to 4 bytes each. Azure sends the text over the data channel, whose messages have at most 32 KB. */
const maxLength = 8_000;

/** A message as the server relays it. */
interface TextMessage {
  readonly id: number;
  readonly text: string;
  readonly final: boolean;
}

/**
 * Text that the other participants read while the sender types it. A message is final when the app says so, or when its
 * text ends with a line break.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-with-real-time-text
 */
export class EmuRealTimeText extends EmuCallFeature implements RealTimeTextFeature {
  readonly name = 'RealTimeText';
  protected readonly emitter = new Emitter('RealTimeTextFeature', ['realTimeTextReceived']);
  /** Maps `<participant id> <message id>` of each unfinished message to the time at which its first part arrived. */
  private readonly startTimes = new Map<string, Date>();

  constructor(session: CallSession) {
    super(session);
    this.receiveMessages('realTimeText', ({ senderId, content }) =>
      this.receive(senderId, content as TextMessage),
    );
  }

  /** @throws 403/0 (code/subcode) in a meeting, since meetings have no real-time text. */
  async sendRealTimeText(text: string, finalized = false): Promise<void> {
    const failure = 'Failed to send real-time text';
    const isValid = typeof text === 'string' && text.length <= maxLength;
    check(isValid, 400, 0, `${failure}: it must be a string of at most ${maxLength} characters.`);
    this.session.context.checkCapability('realTimeText', failure);
    const isFinal = finalized || text.endsWith('\n');
    await this.session.sharedState.sendFeatureRequest('realTimeText', { text, final: isFinal });
  }

  private receive(senderId: string, { id: messageId, text, final: isFinal }: TextMessage): void {
    const identifier = this.session.identifierOfParticipant(senderId);
    if (!identifier) return;
    const key = `${senderId} ${messageId}`;
    const updatedTimestamp = new Date();
    const receivedTimestamp = this.startTimes.get(key) ?? updatedTimestamp;
    if (isFinal) this.startTimes.delete(key);
    else this.startTimes.set(key, receivedTimestamp);
    this.emitter.emit('realTimeTextReceived', {
      sequenceId: messageId,
      sender: { identifier },
      text,
      resultType: isFinal ? 'Final' : 'Partial',
      receivedTimestamp,
      updatedTimestamp,
      isLocal: senderId === this.session.deps.ownParticipantId,
    });
  }
}
