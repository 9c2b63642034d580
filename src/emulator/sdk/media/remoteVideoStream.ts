import type { MediaStreamType, RemoteVideoStream, StreamSize } from '@azure/communication-calling';
import { Emitter, type Listener } from '../base/events.ts';
import { refuse } from '../base/errors.ts';

let nextId = 1;

/** A participant's camera or screen. Their media state says whether it is available; the rest is measured. */
export class EmuRemoteVideoStream implements RemoteVideoStream {
  private readonly emitter = new Emitter('RemoteVideoStream', [
    'isAvailableChanged',
    'sizeChanged',
    'isReceivingChanged',
  ]);
  readonly id = nextId++;
  readonly mediaStreamType: MediaStreamType;
  private available = false;
  private receiving = false;
  private measured: StreamSize = { width: 0, height: 0 };
  private incoming: MediaStreamTrack | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(mediaStreamType: 'Video' | 'ScreenSharing') {
    this.mediaStreamType = mediaStreamType;
  }

  get isAvailable(): boolean {
    return this.available;
  }

  get isReceiving(): boolean {
    return this.receiving;
  }

  get size(): StreamSize {
    return this.measured;
  }

  /** @throws 501/0 before the participant is connected. */
  async getMediaStream(): Promise<MediaStream> {
    if (!this.incoming) throw refuse('RemoteVideoStream.getMediaStream()', 'nothing is connected yet');
    return new MediaStream([this.incoming]);
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  /** Internal to the drop-in: calls `changed` when the track changes. @returns the function that stops it. */
  watch(changed: () => void): () => void {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  }

  /** Internal to the drop-in. */
  get track(): MediaStreamTrack | undefined {
    return this.incoming;
  }

  /** Internal to the drop-in. */
  setTrack(track: MediaStreamTrack | undefined): void {
    this.incoming = track;
    for (const changed of this.watchers) changed();
  }

  /** Internal to the drop-in. */
  setAvailable(available: boolean): void {
    if (available === this.available) return;
    this.available = available;
    this.emitter.emit('isAvailableChanged');
    if (!available) this.setReceiving(false);
  }

  /** Internal to the drop-in. */
  setReceiving(receiving: boolean): void {
    if (receiving === this.receiving) return;
    this.receiving = receiving;
    this.emitter.emit('isReceivingChanged');
  }

  /** Internal to the drop-in. */
  setSize({ width, height }: StreamSize): void {
    if (width === this.measured.width && height === this.measured.height) return;
    this.measured = { width, height };
    this.emitter.emit('sizeChanged');
  }
}
