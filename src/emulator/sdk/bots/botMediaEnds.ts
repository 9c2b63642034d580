import type { DtmfTone } from '@azure/communication-calling';
import type { GeneratedMedia, MediaState, Signal } from '../../wire/protocol.ts';
import type { BotMediaPort } from '../media/botMediaPort.ts';
import type { BotMedia } from './botMedia.ts';
import { EchoMedia } from './echoMedia.ts';
import { PhoneMedia } from './phoneMedia.ts';
import { VoicemailMedia } from './voicemailMedia.ts';

const mediaClasses = { echo: EchoMedia, phone: PhoneMedia, voicemail: VoicemailMedia } as const;

/**
 * The bots in one call. A bot is a participant that the emulator plays. A media end is the bot's side of its peer
 * connection with the local participant, and runs in the local participant's page.
 */
export class BotMediaEnds implements BotMediaPort {
  /** Maps the participant id of each bot to its media end. */
  private readonly mediaEnds = new Map<string, BotMedia>();
  private isHeld = false;

  get participantIds(): string[] {
    return [...this.mediaEnds.keys()];
  }

  play(
    participantId: string,
    bot: Exclude<GeneratedMedia, 'silent'>,
    state: MediaState,
    sendSignal: (signal: Signal) => void,
  ): void {
    const mediaEnd: BotMedia = this.mediaEnds.get(participantId) ?? new mediaClasses[bot](sendSignal);
    this.mediaEnds.set(participantId, mediaEnd);
    mediaEnd.setHold(this.isHeld);
    mediaEnd.setMediaState?.(state);
  }

  receiveSignal(receiverId: string, signal: Signal): boolean {
    const mediaEnd = this.mediaEnds.get(receiverId);
    mediaEnd?.receiveSignal(signal);
    return mediaEnd !== undefined;
  }

  handleKey(tone: DtmfTone): void {
    for (const mediaEnd of this.mediaEnds.values()) mediaEnd.handleKey(tone);
  }

  setHold(isHeld: boolean): void {
    this.isHeld = isHeld;
    for (const mediaEnd of this.mediaEnds.values()) mediaEnd.setHold(isHeld);
  }

  setMediaLost(participantId: string, isLost: boolean): void {
    this.mediaEnds.get(participantId)?.setMediaLost(isLost);
  }

  close(participantId: string): void {
    this.mediaEnds.get(participantId)?.close();
    this.mediaEnds.delete(participantId);
  }
}
