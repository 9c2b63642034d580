import type { DtmfTone } from '@azure/communication-calling';
import type { Bot, MediaState, Signal } from '../../wire/protocol.ts';

/** The media ends of the bots in a call, which run in this page. */
export interface BotMediaPort {
  readonly participants: string[];
  /**
   * Applies a bot's media state. The first time, it also creates the bot's media end.
   * @param send carries the bot's signals to the local participant.
   */
  play(
    participant: string,
    bot: Exclude<Bot, 'silent'>,
    state: MediaState,
    send: (signal: Signal) => void,
  ): void;
  /** @returns whether the signal was for a bot. */
  receive(to: string, signal: Signal): boolean;
  /** The local participant pressed a key. */
  keyPressed(tone: DtmfTone): void;
  /** The local participant held the call, and bots send nothing until they resume it. */
  hold(isHeld: boolean): void;
  lose(participant: string, isLost: boolean): void;
  close(participant: string): void;
}
