import type { DtmfTone } from '@azure/communication-calling';
import type { Signal } from '../../wire/protocol.ts';
import { frequenciesOf } from '../call/dtmf.ts';
import type { BotEnd } from './botMedia.ts';
import { ToneEnd } from './toneMedia.ts';

const length = 0.25;

/** An answering phone: it reads back what is dialled, tone by tone. */
export class PhoneEnd extends ToneEnd implements BotEnd {
  constructor(send: (signal: Signal) => void) {
    super(send, (end) => end.play([440], length));
  }

  hear(tone: DtmfTone): void {
    this.play(frequenciesOf(tone), length);
  }
}
