import type { MediaStreamType, RemoteVideoStream, StreamSize } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';
import { emulatorRefusal } from '../base/errors.ts';

let nextStreamId = 1;

/**
 * The video of a remote participant's camera or screen. `isAvailable` comes from the signalling server. `isReceiving`
 * and `size` are measured. Members marked "internal" are not for apps.
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
  /** Whether the remote participant sends this video, as the server says. */
  private isAnnounced = false;
  private isArriving = false;
  private measuredSize: StreamSize = { width: 0, height: 0 };
  private incomingTrack: MediaStreamTrack | undefined;
  private readonly trackListeners = new Set<() => void>();

  constructor(mediaStreamType: 'Video' | 'ScreenSharing') {
    this.mediaStreamType = mediaStreamType;
  }

  get isAvailable(): boolean {
    return this.isAnnounced;
  }

  get isReceiving(): boolean {
    return this.isArriving;
  }

  get size(): StreamSize {
    return this.measuredSize;
  }

  /** @throws 501/0 before the participant is connected. */
  async getMediaStream(): Promise<MediaStream> {
    if (!this.incomingTrack)
      throw emulatorRefusal('RemoteVideoStream.getMediaStream()', 'nothing is connected yet');
    return new MediaStream([this.incomingTrack]);
  }

  /** Internal: calls the listener whenever `track` changes. @returns the function that removes the listener. */
  watchTrack(listener: () => void): () => void {
    this.trackListeners.add(listener);
    return () => this.trackListeners.delete(listener);
  }

  /** Internal. */
  get track(): MediaStreamTrack | undefined {
    return this.incomingTrack;
  }

  /** Internal. */
  setTrack(track: MediaStreamTrack | undefined): void {
    this.incomingTrack = track;
    for (const listener of this.trackListeners) listener();
  }

  /** Internal. */
  setAvailable(isAvailable: boolean): void {
    if (isAvailable === this.isAnnounced) return;
    this.isAnnounced = isAvailable;
    this.emitter.emit('isAvailableChanged');
    if (!isAvailable) this.setReceiving(false);
  }

  /** Internal. */
  setReceiving(isReceiving: boolean): void {
    if (isReceiving === this.isArriving) return;
    this.isArriving = isReceiving;
    this.emitter.emit('isReceivingChanged');
  }

  /** Internal. */
  setSize({ width, height }: StreamSize): void {
    if (width === this.measuredSize.width && height === this.measuredSize.height) return;
    this.measuredSize = { width, height };
    this.emitter.emit('sizeChanged');
  }
}
