import type { Signal } from '../../wire/protocol.ts';
import { PeerConnection } from '../media/peerConnection.ts';

const pauseSeconds = 0.3;
const gapSeconds = 0.05;

/** A media end that sends audio only: tones, one after the other. */
export class ToneMedia {
  private readonly peer: PeerConnection;
  private readonly audio = new AudioContext();
  private readonly out = this.audio.createMediaStreamDestination();
  private nextAt = 0;

  /**
   * @param send carries the bot's answers to the participant it talks to.
   * @param connected is called when media gets through.
   */
  constructor(send: (signal: Signal) => void, connected: (end: ToneMedia) => void) {
    this.peer = new PeerConnection(false, {
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

  hold(isHeld: boolean): void {
    this.peer.outgoing.hold(isHeld);
  }

  lose(isLost: boolean): void {
    this.peer.lose(isLost);
  }

  close(): void {
    this.peer.close();
    for (const track of this.out.stream.getTracks()) track.stop();
    void this.audio.close();
  }

  /**
   * Plays a tone after those that are playing already.
   * @param frequencies in Hz, heard together.
   */
  play(frequencies: readonly number[], seconds: number): void {
    const at = Math.max(this.nextAt, this.audio.currentTime + pauseSeconds);
    this.nextAt = at + seconds + gapSeconds;
    const volume = this.audio.createGain();
    volume.gain.value = 0.1;
    volume.connect(this.out);
    for (const frequency of frequencies) {
      const tone = this.audio.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start(at);
      tone.stop(at + seconds);
    }
  }
}
