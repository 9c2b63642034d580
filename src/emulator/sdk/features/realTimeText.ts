import type { RealTimeTextFeature } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** In characters: real-time text travels in messages of at most 32 KB. */
const longest = 8_000;

/**
 * Text that the others read while it is typed. A message is final when it is said to be, or ends a line.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-with-real-time-text
 */
export class EmuRealTimeText extends EmuCallFeature<'realTimeTextReceived'> implements RealTimeTextFeature {
  readonly name = 'RealTimeText';
  /** When each message that is not final yet came first. */
  private readonly begun = new Map<string, Date>();

  constructor(session: CallSession) {
    super(session, 'RealTimeTextFeature', ['realTimeTextReceived']);
    this.until(session.shared.hear('realTimeText', ({ from, what }) => this.receive(from, what as Text)));
  }

  /** @throws 400/0 for what is no text, or too long a one; 403/0 in a meeting: it is not available there. */
  async sendRealTimeText(text: string, finalized = false): Promise<void> {
    if (typeof text !== 'string' || text.length > longest) {
      throw callingError(
        400,
        0,
        `Failed to send real-time text: it is a text of at most ${longest} characters.`,
      );
    }
    this.session.place.check('realTimeText', 'Failed to send real-time text');
    await this.session.shared.ask('realTimeText', { text, final: finalized || text.endsWith('\n') });
  }

  private receive(from: string, { id, text, final }: Text): void {
    const identifier = this.session.identifierIn(from);
    if (!identifier) return;
    const key = `${from} ${id}`;
    const updatedTimestamp = new Date();
    const receivedTimestamp = this.begun.get(key) ?? updatedTimestamp;
    if (final) this.begun.delete(key);
    else this.begun.set(key, receivedTimestamp);
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

interface Text {
  readonly id: number;
  readonly text: string;
  readonly final: boolean;
}
