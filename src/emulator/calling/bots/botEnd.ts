import type { DtmfTone } from '@azure/communication-calling';
import type { Signal } from '../../protocol.ts';

/** The media end of a bot, played in the page that talks to it: Node has no WebRTC, and needs none. */
export interface BotEnd {
  receive(signal: Signal): void;
  /** A key was pressed on the other side. */
  hear(tone: DtmfTone): void;
  close(): void;
}
