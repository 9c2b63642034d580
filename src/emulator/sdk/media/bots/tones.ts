import type { DtmfTone } from '@azure/communication-calling';
import type { Signal } from '../../../wire/protocol.ts';
import { frequenciesOf } from '../dtmfTones.ts';
import { playFrequencies } from '../tones.ts';
import { BotMedia } from './botMedia.ts';

/** The pause before a tone, if no other tone is playing. */
const pauseSeconds = 0.3;
/** The gap between two tones that follow each other. */
const gapSeconds = 0.05;
/** The notes C, E and G, in Hz. */
const greeting = [523, 659, 784];

/** The media of a bot (a participant that the emulator plays) that sends only tones. */
class ToneMedia extends BotMedia {
  private readonly output = this.audioContext.createMediaStreamDestination();
  /** When the next tone may start, on the clock of the AudioContext. */
  private nextStartSeconds = 0;

  constructor(sendSignal: (signal: Signal) => void) {
    super(sendSignal);
    void this.peer.sendTrack('audio', this.output.stream.getAudioTracks()[0] ?? null);
  }

  override close(): void {
    super.close();
    for (const track of this.output.stream.getTracks()) track.stop();
  }

  /** Plays frequencies, in Hz, at the same time, after the tones that are playing already. */
  protected playTone(frequencies: readonly number[], seconds: number): void {
    const startSeconds = Math.max(this.nextStartSeconds, this.audioContext.currentTime + pauseSeconds);
    this.nextStartSeconds = startSeconds + seconds + gapSeconds;
    playFrequencies(this.output, frequencies, startSeconds, startSeconds + seconds);
  }
}

/** A phone number that the emulator answers. It plays a tone at first, and then the DTMF tone of each key that is pressed. */
export class PhoneMedia extends ToneMedia {
  protected override handleConnected(): void {
    this.playTone([440], 0.25);
  }

  override handleKey(tone: DtmfTone): void {
    this.playTone(frequenciesOf(tone), 0.25);
  }
}

/** A person's voicemail. After the greeting and a long high tone, the caller may speak. Nothing is recorded. */
export class VoicemailMedia extends ToneMedia {
  protected override handleConnected(): void {
    for (const frequency of greeting) this.playTone([frequency], 0.4);
    this.playTone([1000], 0.8);
  }
}
