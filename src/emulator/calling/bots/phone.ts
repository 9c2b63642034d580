import type { DtmfTone } from '@azure/communication-calling';
import type { Signal } from '../../protocol.ts';
import { frequenciesOf } from '../dtmf.ts';
import { Peer } from '../peer.ts';
import type { BotEnd } from './botEnd.ts';

const pause = 0.3;
const length = 0.25;

/** An answering phone: it sends sound only, and reads back what is dialled, tone by tone. */
export class PhoneEnd implements BotEnd {
  private readonly peer: Peer;
  private readonly audio = new AudioContext();
  private readonly out = this.audio.createMediaStreamDestination();
  private nextAt = 0;

  /** @param send carries the phone's answers to the participant it talks to. */
  constructor(send: (signal: Signal) => void) {
    this.peer = new Peer(false, {
      send,
      track: () => undefined,
      state: (state) => state === 'connected' && this.play([440]),
    });
    this.peer.send('audio', this.out.stream.getAudioTracks()[0] ?? null);
  }

  receive(signal: Signal): void {
    this.peer.receive(signal);
  }

  hear(tone: DtmfTone): void {
    this.play(frequenciesOf(tone));
  }

  close(): void {
    this.peer.close();
    for (const track of this.out.stream.getTracks()) track.stop();
    void this.audio.close();
  }

  private play(frequencies: readonly number[]): void {
    const at = Math.max(this.nextAt, this.audio.currentTime + pause);
    this.nextAt = at + length + 0.05;
    const volume = this.audio.createGain();
    volume.gain.value = 0.1;
    volume.connect(this.out);
    for (const frequency of frequencies) {
      const tone = this.audio.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start(at);
      tone.stop(at + length);
    }
  }
}
