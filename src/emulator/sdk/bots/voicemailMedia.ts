import type { Signal } from '../../wire/protocol.ts';
import type { BotMedia } from './botMedia.ts';
import { ToneMedia } from './toneMedia.ts';

/** A person's voicemail: a greeting of three notes, then the signal to speak. It records nothing. */
export class VoicemailMedia extends ToneMedia implements BotMedia {
  constructor(send: (signal: Signal) => void) {
    super(send, (end) => {
      for (const note of [523, 659, 784]) end.play([note], 0.4);
      end.play([1000], 0.8);
    });
  }

  keyPressed(): void {
    // Keys have no meaning here.
  }
}
