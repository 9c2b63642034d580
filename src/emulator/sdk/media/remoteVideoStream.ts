import type { MediaStreamType, RemoteVideoStream, StreamSize } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';
import { emulatorRefusal } from '../base/errors.ts';

let nextStreamId = 1;

/**
 * The video of a remote participant's camera or screen. The server announces `isAvailable`; `isReceiving` and `size` are
 * measured. The track and the setters are not for apps.
 */
export class EmuRemoteVideoStream implements RemoteVideoStream {
  private readonly emitter = new Emitter('RemoteVideoStream', [
    'isAvailableChanged',
    'sizeChanged',
    'isReceivingChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  readonly id = nextStreamId++;
  readonly mediaStreamType: MediaStreamType;
  isAvailable = false;
  isReceiving = false;
  size: StreamSize = { width: 0, height: 0 };
  track: MediaStreamTrack | undefined;
  private readonly trackListeners = new Set<() => void>();

  constructor(mediaStreamType: 'Video' | 'ScreenSharing') {
    this.mediaStreamType = mediaStreamType;
  }

  /** @throws 501/0 (code/subcode) before the participant is connected. */
  async getMediaStream(): Promise<MediaStream> {
    if (!this.track) throw emulatorRefusal('RemoteVideoStream.getMediaStream()', 'nothing is connected yet');
    return new MediaStream([this.track]);
  }

  /** Not for apps: calls the listener whenever `track` changes. @returns the function that removes the listener. */
  watchTrack(listener: () => void): () => void {
    this.trackListeners.add(listener);
    return () => this.trackListeners.delete(listener);
  }

  setTrack(track: MediaStreamTrack | undefined): void {
    this.track = track;
    for (const listener of this.trackListeners) listener();
  }

  setAvailable(isAvailable: boolean): void {
    if (isAvailable === this.isAvailable) return;
    this.isAvailable = isAvailable;
    this.emitter.emit('isAvailableChanged');
    if (!isAvailable) this.setReceiving(false);
  }

  setReceiving(isReceiving: boolean): void {
    if (isReceiving === this.isReceiving) return;
    this.isReceiving = isReceiving;
    this.emitter.emit('isReceivingChanged');
  }

  setSize({ width, height }: StreamSize): void {
    if (width === this.size.width && height === this.size.height) return;
    this.size = { width, height };
    this.emitter.emit('sizeChanged');
  }
}
