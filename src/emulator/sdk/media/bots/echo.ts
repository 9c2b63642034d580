import type { MediaState, Signal } from '../../../wire/protocol.ts';
import { BotMedia } from './botMedia.ts';

const width = 320;
const height = 180;
const framesPerSecond = 15;

/** The media of Echo, a bot (a participant that the emulator plays) that answers every call: a moving picture and a tone. */
export class EchoMedia extends BotMedia {
  private readonly canvas = document.createElement('canvas');
  private readonly drawTimer: ReturnType<typeof setInterval>;
  private readonly tracks: MediaStreamTrack[];
  private screenTrack: MediaStreamTrack | undefined;

  constructor(sendSignal: (signal: Signal) => void) {
    super(sendSignal);
    Object.assign(this.canvas, { width, height });
    this.drawFrame();
    this.drawTimer = setInterval(() => this.drawFrame(), 1000 / framesPerSecond);
    const pictureTracks = this.canvas.captureStream(framesPerSecond).getTracks();
    this.tracks = [...pictureTracks, ...this.createTone().getTracks()];
    for (const track of this.tracks) {
      void this.peer.sendTrack(track.kind === 'audio' ? 'audio' : 'video', track);
    }
  }

  /** A test can mute Echo, and make it share a screen: then Echo sends its picture a second time, as the screen. */
  override setMediaState({ muted, hold, screen: isSharing }: MediaState): void {
    for (const track of this.tracks) if (track.kind === 'audio') track.enabled = !muted && !hold;
    const wasSharing = this.screenTrack !== undefined;
    if (isSharing === wasSharing) return;
    this.screenTrack?.stop();
    this.screenTrack = isSharing ? this.canvas.captureStream(framesPerSecond).getVideoTracks()[0] : undefined;
    void this.peer.sendTrack('screen', this.screenTrack ?? null);
  }

  override close(): void {
    clearInterval(this.drawTimer);
    super.close();
    for (const track of this.tracks) track.stop();
    this.screenTrack?.stop();
  }

  /** Draws the time of day, and a disc that moves on an ellipse, one turn in four seconds. */
  private drawFrame(): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const angle = (performance.now() / 2000) * Math.PI;
    context.fillStyle = '#1b3a57';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#ffb900';
    context.beginPath();
    context.arc(width / 2 + Math.cos(angle) * 90, height / 2 + Math.sin(angle) * 50, 24, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = '#ffffff';
    context.font = '20px sans-serif';
    context.fillText(`Echo ${new Date().toISOString().slice(11, 21)}`, 12, 28);
  }

  /** @returns a tone of 440 Hz whose volume rises and falls once a second, between 0 and 0.1. */
  private createTone(): MediaStream {
    const { audioContext } = this;
    const tone = audioContext.createOscillator();
    tone.frequency.value = 440;
    const volume = audioContext.createGain();
    volume.gain.value = 0.05;
    const pulse = audioContext.createOscillator();
    pulse.frequency.value = 1;
    const pulseDepth = audioContext.createGain();
    pulseDepth.gain.value = 0.05;
    const output = audioContext.createMediaStreamDestination();
    pulse.connect(pulseDepth).connect(volume.gain);
    tone.connect(volume).connect(output);
    tone.start();
    pulse.start();
    return output.stream;
  }
}
