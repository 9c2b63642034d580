import type { Signal } from '../../wire/protocol.ts';
import type { BotEnd } from './botMedia.ts';
import { ToneEnd } from './toneMedia.ts';

/** Somebody's voicemail: a greeting of three notes, then the signal to speak. It keeps no message. */
export class VoicemailEnd extends ToneEnd implements BotEnd {
  constructor(send: (signal: Signal) => void) {
    super(send, (end) => {
      for (const note of [523, 659, 784]) end.play([note], 0.4);
      end.play([1000], 0.8);
    });
  }

  hear(): void {
    // It records nothing, so keys mean nothing to it.
  }
}
