import type { Signal } from '../../wire/protocol.ts';
import type { BotMedia } from './botMedia.ts';
import { ToneMedia } from './toneMedia.ts';

/** The notes C, E and G, in Hz. */
const greeting = [523, 659, 784];

/**
 * The media of a person's voicemail, which the emulator plays. It runs in the page of the local participant. A greeting
 * of three notes is followed by a long high tone, after which the caller may speak. Nothing is recorded.
 */
export class VoicemailMedia extends ToneMedia implements BotMedia {
  constructor(sendSignal: (signal: Signal) => void) {
    super(sendSignal, (voicemail) => {
      for (const frequency of greeting) voicemail.playTone([frequency], 0.4);
      voicemail.playTone([1000], 0.8);
    });
  }

  handleKey(): void {
    // The voicemail does not react to keys.
  }
}
