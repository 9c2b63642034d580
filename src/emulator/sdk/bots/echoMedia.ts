import type { MediaState, Signal } from '../../wire/protocol.ts';
import { PeerConnection } from '../media/peerConnection.ts';
import type { BotMedia } from './botMedia.ts';

const width = 320;
const height = 180;
const framesPerSecond = 15;

/** The media end of Echo: a moving picture and a pulsing tone, over a peer connection like any other. */
export class EchoMedia implements BotMedia {
  private readonly peer: PeerConnection;
  private readonly canvas = document.createElement('canvas');
  private readonly audio = new AudioContext();
  private readonly drawing: ReturnType<typeof setInterval>;
  private readonly tracks: MediaStreamTrack[];
  private screen: MediaStreamTrack | undefined;

  /** @param send carries the bot's answers to the participant it talks to. */
  constructor(send: (signal: Signal) => void) {
    Object.assign(this.canvas, { width, height });
    this.draw();
    this.drawing = setInterval(() => this.draw(), 1000 / framesPerSecond);
    this.tracks = [...this.canvas.captureStream(framesPerSecond).getTracks(), ...this.tone().getTracks()];
    this.peer = new PeerConnection(false, {
      send,
      track: () => undefined,
      state: () => undefined,
      failed: () => undefined,
    });
    for (const track of this.tracks) void this.peer.send(track.kind === 'audio' ? 'audio' : 'video', track);
  }

  receive(signal: Signal): void {
    this.peer.receive(signal);
  }

  keyPressed(): void {
    // Echo does not react to keys.
  }

  /** Echo shares its picture a second time as its screen. */
  setState({ muted, hold, screen }: MediaState): void {
    for (const track of this.tracks) if (track.kind === 'audio') track.enabled = !muted && !hold;
    if (screen === (this.screen !== undefined)) return;
    this.screen?.stop();
    this.screen = screen ? this.canvas.captureStream(framesPerSecond).getVideoTracks()[0] : undefined;
    void this.peer.send('screen', this.screen ?? null);
  }

  hold(isHeld: boolean): void {
    this.peer.outgoing.hold(isHeld);
  }

  lose(isLost: boolean): void {
    this.peer.lose(isLost);
  }

  close(): void {
    clearInterval(this.drawing);
    this.peer.close();
    for (const track of this.tracks) track.stop();
    this.screen?.stop();
    void this.audio.close();
  }

  private draw(): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const turn = (performance.now() / 2000) * Math.PI;
    context.fillStyle = '#1b3a57';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#ffb900';
    context.beginPath();
    context.arc(width / 2 + Math.cos(turn) * 90, height / 2 + Math.sin(turn) * 50, 24, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = '#ffffff';
    context.font = '20px sans-serif';
    context.fillText(`Echo ${new Date().toISOString().slice(11, 21)}`, 12, 28);
  }

  private tone(): MediaStream {
    const { audio } = this;
    const [tone, pulse, volume, out] = [
      audio.createOscillator(),
      audio.createOscillator(),
      audio.createGain(),
      audio.createMediaStreamDestination(),
    ];
    tone.frequency.value = 440;
    pulse.frequency.value = 1;
    volume.gain.value = 0.05;
    const depth = audio.createGain();
    depth.gain.value = 0.05;
    pulse.connect(depth).connect(volume.gain);
    tone.connect(volume).connect(out);
    tone.start();
    pulse.start();
    return out.stream;
  }
}
