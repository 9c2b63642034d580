import type { Signal } from '../../wire/protocol.ts';
import { PeerConnection } from '../media/peerConnection.ts';

/** The pause before a tone, if no other tone is playing. */
const pauseSeconds = 0.3;
/** The gap between two tones that follow each other. */
const gapSeconds = 0.05;

/**
 * The media of a bot (a participant that the emulator plays) that sends only tones. It runs in the page of the local
 * participant, and is the other side of a real peer connection.
 */
export class ToneMedia {
  private readonly peer: PeerConnection;
  private readonly audioContext = new AudioContext();
  private readonly output = this.audioContext.createMediaStreamDestination();
  /** When the next tone may start, on the clock of the AudioContext. */
  private nextStartSeconds = 0;

  /**
   * @param sendSignal sends a signal (one step of the WebRTC negotiation) of the bot to the local participant.
   * @param onConnected is called each time the peer connection becomes connected.
   */
  constructor(sendSignal: (signal: Signal) => void, onConnected: (media: ToneMedia) => void) {
    // The local participant makes the offers, and the bot answers them.
    this.peer = new PeerConnection(false, {
      sendSignal,
      onTrack: () => undefined,
      onStateChanged: (state) => {
        if (state === 'connected') onConnected(this);
      },
      onNegotiationFailed: () => undefined,
    });
    void this.peer.sendTrack('audio', this.output.stream.getAudioTracks()[0] ?? null);
  }

  receiveSignal(signal: Signal): void {
    this.peer.receiveSignal(signal);
  }

  setHold(isHeld: boolean): void {
    this.peer.outgoing.setHeldByRemote(isHeld);
  }

  setMediaLost(isLost: boolean): void {
    this.peer.setMediaLost(isLost);
  }

  close(): void {
    this.peer.close();
    for (const track of this.output.stream.getTracks()) track.stop();
    void this.audioContext.close();
  }

  /**
   * Plays a tone after the tones that are playing already.
   * @param frequencies in Hz. All of them sound at the same time.
   */
  playTone(frequencies: readonly number[], seconds: number): void {
    const startSeconds = Math.max(this.nextStartSeconds, this.audioContext.currentTime + pauseSeconds);
    this.nextStartSeconds = startSeconds + seconds + gapSeconds;
    const volume = this.audioContext.createGain();
    volume.gain.value = 0.1;
    volume.connect(this.output);
    for (const frequency of frequencies) {
      const oscillator = this.audioContext.createOscillator();
      oscillator.frequency.value = frequency;
      oscillator.connect(volume);
      oscillator.start(startSeconds);
      oscillator.stop(startSeconds + seconds);
    }
  }
}
