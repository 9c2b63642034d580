import type { DtmfTone } from '@azure/communication-calling';
import type { Bot, MediaState, Signal } from '../../wire/protocol.ts';
import type { BotMediaPort } from '../media/botMediaPort.ts';
import type { BotMedia } from './botMedia.ts';
import { EchoMedia } from './echoMedia.ts';
import { PhoneMedia } from './phoneMedia.ts';
import { VoicemailMedia } from './voicemailMedia.ts';

const kinds = { echo: EchoMedia, phone: PhoneMedia, voicemail: VoicemailMedia } as const;

/** The media ends of the bots in one call, by participant id. */
export class BotMediaEnds implements BotMediaPort {
  private readonly ends = new Map<string, BotMedia>();
  private isHeld = false;

  get participants(): string[] {
    return [...this.ends.keys()];
  }

  play(
    participant: string,
    bot: Exclude<Bot, 'silent'>,
    state: MediaState,
    send: (signal: Signal) => void,
  ): void {
    const end: BotMedia = this.ends.get(participant) ?? new kinds[bot](send);
    this.ends.set(participant, end);
    end.hold(this.isHeld);
    end.setState?.(state);
  }

  receive(to: string, signal: Signal): boolean {
    const end = this.ends.get(to);
    end?.receive(signal);
    return end !== undefined;
  }

  keyPressed(tone: DtmfTone): void {
    for (const end of this.ends.values()) end.keyPressed(tone);
  }

  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    for (const end of this.ends.values()) end.hold(isHeld);
  }

  lose(participant: string, isLost: boolean): void {
    this.ends.get(participant)?.lose(isLost);
  }

  close(participant: string): void {
    this.ends.get(participant)?.close();
    this.ends.delete(participant);
  }
}
