import type { RealTimeTextFeature } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** In characters. A message of real-time text has at most 32 KB. */
const maxLength = 8_000;

/**
 * Text that the others read while the sender types it. A message is final when the app says so, or when it ends a line.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-with-real-time-text
 */
export class EmuRealTimeText extends EmuCallFeature<'realTimeTextReceived'> implements RealTimeTextFeature {
  readonly name = 'RealTimeText';
  /** When the first part of each unfinished message arrived. */
  private readonly startedAt = new Map<string, Date>();

  constructor(session: CallSession) {
    super(session, 'RealTimeTextFeature', ['realTimeTextReceived']);
    this.onDispose(
      session.sharedState.onMessage('realTimeText', ({ from, what }) =>
        this.receive(from, what as TextMessage),
      ),
    );
  }

  /** @throws 400/0 for anything but a string, and for one that is too long; 403/0 in a meeting, which has no such text. */
  async sendRealTimeText(text: string, finalized = false): Promise<void> {
    if (typeof text !== 'string' || text.length > maxLength) {
      throw callingError(
        400,
        0,
        `Failed to send real-time text: it must be a string of at most ${maxLength} characters.`,
      );
    }
    this.session.context.check('realTimeText', 'Failed to send real-time text');
    await this.session.sharedState.ask('realTimeText', { text, final: finalized || text.endsWith('\n') });
  }

  private receive(from: string, { id, text, final }: TextMessage): void {
    const identifier = this.session.identifierIn(from);
    if (!identifier) return;
    const key = `${from} ${id}`;
    const updatedTimestamp = new Date();
    const receivedTimestamp = this.startedAt.get(key) ?? updatedTimestamp;
    if (final) this.startedAt.delete(key);
    else this.startedAt.set(key, receivedTimestamp);
    this.emitter.emit('realTimeTextReceived', {
      sequenceId: id,
      sender: { identifier },
      text,
      resultType: final ? 'Final' : 'Partial',
      receivedTimestamp,
      updatedTimestamp,
      isLocal: from === this.session.deps.self,
    });
  }
}

interface TextMessage {
  readonly id: number;
  readonly text: string;
  readonly final: boolean;
}
