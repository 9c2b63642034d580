import type { DtmfTone } from '@azure/communication-calling';
import type { MediaState, Signal } from '../../wire/protocol.ts';

/** The media end of a bot. It runs in the page that the bot talks to, since Node has no WebRTC. */
export interface BotMedia {
  receive(signal: Signal): void;
  /** The local participant pressed a key. */
  keyPressed(tone: DtmfTone): void;
  /** Applies the bot's media state. Only bots that can change what they send have this method. */
  setState?(state: MediaState): void;
  /** The local participant held the call, and the bot sends nothing until they resume it. */
  hold(isHeld: boolean): void;
  /** Media to and from the bot gets lost, or gets through again. */
  lose(isLost: boolean): void;
  close(): void;
}
