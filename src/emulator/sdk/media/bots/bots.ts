import type { DtmfTone } from '@azure/communication-calling';
import type { GeneratedMedia, MediaState, Signal } from '../../../wire/protocol.ts';
import type { BotMedia } from './botMedia.ts';
import { EchoMedia } from './echo.ts';
import { PhoneMedia, VoicemailMedia } from './tones.ts';

const mediaClasses = { echo: EchoMedia, phone: PhoneMedia, voicemail: VoicemailMedia } as const;

/** The bots in one call. A bot is a participant that the emulator plays. */
export class Bots {
  /** The bots' media, by participant id. */
  private readonly media = new Map<string, BotMedia>();
  private isHeld = false;

  get participantIds(): string[] {
    return [...this.media.keys()];
  }

  /**
   * Applies a bot's media state, and creates the bot's media if it does not exist yet.
   * @param sendSignal sends a signal (one step of the WebRTC negotiation) of the bot to the local participant.
   */
  play(
    participantId: string,
    bot: Exclude<GeneratedMedia, 'silent'>,
    state: MediaState,
    sendSignal: (signal: Signal) => void,
  ): void {
    const botMedia: BotMedia = this.media.get(participantId) ?? new mediaClasses[bot](sendSignal);
    this.media.set(participantId, botMedia);
    botMedia.setHold(this.isHeld);
    botMedia.setMediaState(state);
  }

  /** Passes a signal of the local participant to the bot. @returns `false` if the receiver is not a bot. */
  receiveSignal(receiverId: string, signal: Signal): boolean {
    const botMedia = this.media.get(receiverId);
    botMedia?.receiveSignal(signal);
    return botMedia !== undefined;
  }

  handleKey(tone: DtmfTone): void {
    for (const botMedia of this.media.values()) botMedia.handleKey(tone);
  }

  setHold(isHeld: boolean): void {
    this.isHeld = isHeld;
    for (const botMedia of this.media.values()) botMedia.setHold(isHeld);
  }

  setMediaLost(participantId: string, isLost: boolean): void {
    this.media.get(participantId)?.setMediaLost(isLost);
  }

  close(participantId: string): void {
    this.media.get(participantId)?.close();
    this.media.delete(participantId);
  }
}
