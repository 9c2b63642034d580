import type { DtmfTone } from '@azure/communication-calling';
import type { Signal } from '../../wire/protocol.ts';
import { frequenciesOf } from '../media/dtmfTones.ts';
import type { BotMedia } from './botMedia.ts';
import { ToneMedia } from './toneMedia.ts';

const toneSeconds = 0.25;

/**
 * The media of a phone number that the emulator answers. It runs in the page of the local participant. It plays a tone
 * when the call is connected, and plays back the DTMF tone of every key that the local participant presses.
 */
export class PhoneMedia extends ToneMedia implements BotMedia {
  constructor(sendSignal: (signal: Signal) => void) {
    super(sendSignal, (phone) => phone.playTone([440], toneSeconds));
  }

  handleKey(tone: DtmfTone): void {
    this.playTone(frequenciesOf(tone), toneSeconds);
  }
}
