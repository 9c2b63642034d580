import type { DtmfTone } from '@azure/communication-calling';
import type { MediaState, Signal } from '../../wire/protocol.ts';

/**
 * A bot is a participant that the emulator plays. This is the bot's side of its peer connection with the local
 * participant. It runs in the page of the local participant, because the emulator runs in Node, which has no WebRTC.
 */
export interface BotMedia {
  /** Handles a signal (one step of a WebRTC negotiation) of the local participant. */
  receiveSignal(signal: Signal): void;
  /** Called when the local participant has pressed a key of the dial pad. */
  handleKey(tone: DtmfTone): void;
  /** Applies the bot's media state. Only bots that can change what they send have this method. */
  setMediaState?(state: MediaState): void;
  /** While the local participant holds the call, the bot sends nothing. */
  setHold(isHeld: boolean): void;
  /** Starts or ends the emulated loss of all media to and from the bot. */
  setMediaLost(isLost: boolean): void;
  close(): void;
}
