import type { DtmfTone } from '@azure/communication-calling';
import type { Signal } from '../../wire/protocol.ts';
import { frequenciesOf } from '../media/dtmfTones.ts';
import type { BotMedia } from './botMedia.ts';
import { ToneMedia } from './toneMedia.ts';

const toneSeconds = 0.25;

/** A phone that answers with a tone and plays back every key that the caller presses. */
export class PhoneMedia extends ToneMedia implements BotMedia {
  constructor(send: (signal: Signal) => void) {
    super(send, (end) => end.play([440], toneSeconds));
  }

  keyPressed(tone: DtmfTone): void {
    this.play(frequenciesOf(tone), toneSeconds);
  }
}
