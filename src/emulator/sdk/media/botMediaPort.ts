import type { DtmfTone } from '@azure/communication-calling';
import type { GeneratedMedia, MediaState, Signal } from '../../wire/protocol.ts';

/**
 * What the mesh (the peer connections of a call) needs of the bots in the call. A bot is a participant that the
 * emulator plays. Node has no WebRTC, so the bot's side of its peer connection runs in this page. The class
 * `BotMediaEnds` implements this interface.
 */
export interface BotMediaPort {
  /** The participant ids of the bots. */
  readonly participantIds: string[];
  /**
   * Applies a bot's media state. When this method runs for a bot for the first time, it also creates the bot's side of
   * the peer connection.
   * @param sendSignal sends a signal (one step of the WebRTC negotiation) of the bot to the local participant.
   */
  play(
    participantId: string,
    bot: Exclude<GeneratedMedia, 'silent'>,
    state: MediaState,
    sendSignal: (signal: Signal) => void,
  ): void;
  /** Passes a signal of the local participant to the bot. @returns `false` if the receiver is not a bot. */
  receiveSignal(receiverId: string, signal: Signal): boolean;
  /** Called when the local participant has pressed a key of the dial pad. */
  handleKey(tone: DtmfTone): void;
  /** While the local participant holds the call, the bots send nothing. */
  setHold(isHeld: boolean): void;
  /** Starts or ends the emulated loss of all media to and from a bot. */
  setMediaLost(participantId: string, isLost: boolean): void;
  close(participantId: string): void;
}
