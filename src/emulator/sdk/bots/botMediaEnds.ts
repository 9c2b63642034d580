import type { DtmfTone } from '@azure/communication-calling';
import type { Bot, MediaState, Signal } from '../../wire/protocol.ts';
import type { BotEnd } from './botMedia.ts';
import { EchoEnd } from './echoMedia.ts';
import { PhoneEnd } from './phoneMedia.ts';
import { VoicemailEnd } from './voicemailMedia.ts';

const kinds = { echo: EchoEnd, phone: PhoneEnd, voicemail: VoicemailEnd } as const;

/** The media ends of the bots in one call, by participant. */
export class BotEnds {
  private readonly ends = new Map<string, BotEnd>();
  private held = false;

  get participants(): string[] {
    return [...this.ends.keys()];
  }

  /**
   * Shows what the bot says it does; its media end is made the first time.
   * @param send carries the bot's answers to the participant it talks to.
   */
  play(
    participant: string,
    bot: Exclude<Bot, 'silent'>,
    state: MediaState,
    send: (signal: Signal) => void,
  ): void {
    const end: BotEnd = this.ends.get(participant) ?? new kinds[bot](send);
    this.ends.set(participant, end);
    end.hold(this.held);
    end.show?.(state);
  }

  /** @returns whether the signal was for a bot. */
  receive(to: string, signal: Signal): boolean {
    const end = this.ends.get(to);
    end?.receive(signal);
    return end !== undefined;
  }

  hear(tone: DtmfTone): void {
    for (const end of this.ends.values()) end.hear(tone);
  }

  /** This side holds the call: bots send nothing. */
  hold(held: boolean): void {
    this.held = held;
    for (const end of this.ends.values()) end.hold(held);
  }

  lose(participant: string, lost: boolean): void {
    this.ends.get(participant)?.lose(lost);
  }

  close(participant: string): void {
    this.ends.get(participant)?.close();
    this.ends.delete(participant);
  }
}
