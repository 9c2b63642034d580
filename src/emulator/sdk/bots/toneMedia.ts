import type { Signal } from '../../wire/protocol.ts';
import { Peer } from '../media/peerConnection.ts';

const pause = 0.3;
const between = 0.05;

/** A media end that sends sound only: tones, one after the other. */
export class ToneEnd {
  private readonly peer: Peer;
  private readonly audio = new AudioContext();
  private readonly out = this.audio.createMediaStreamDestination();
  private nextAt = 0;

  /**
   * @param send carries the bot's answers to the participant it talks to.
   * @param connected sound gets through from now on.
   */
  constructor(send: (signal: Signal) => void, connected: (end: ToneEnd) => void) {
    this.peer = new Peer(false, {
      send,
      track: () => undefined,
      state: (state) => state === 'connected' && connected(this),
      failed: () => undefined,
    });
    void this.peer.send('audio', this.out.stream.getAudioTracks()[0] ?? null);
  }

  receive(signal: Signal): void {
    this.peer.receive(signal);
  }

  hold(held: boolean): void {
    this.peer.sending.hold(held);
  }

  lose(lost: boolean): void {
    this.peer.lose(lost);
  }

  close(): void {
    this.peer.close();
    for (const track of this.out.stream.getTracks()) track.stop();
    void this.audio.close();
  }

  /** Sounds frequencies (Hz) together for some seconds, after what sounds already. */
  play(frequencies: readonly number[], length: number): void {
    const at = Math.max(this.nextAt, this.audio.currentTime + pause);
    this.nextAt = at + length + between;
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
