import type { DtmfTone } from '@azure/communication-calling';
import type { MediaState, Signal } from '../../wire/protocol.ts';

/** The media end of a bot, played in the page that talks to it: Node has no WebRTC, and needs none. */
export interface BotEnd {
  receive(signal: Signal): void;
  /** A key was pressed on the other side. */
  hear(tone: DtmfTone): void;
  /** What it sends and shows from now on, where it can do more than one thing. */
  show?(state: MediaState): void;
  /** The other side holds the call: nothing is sent to it. */
  hold(held: boolean): void;
  /** Media gets lost, or no more. */
  lose(lost: boolean): void;
  close(): void;
}
