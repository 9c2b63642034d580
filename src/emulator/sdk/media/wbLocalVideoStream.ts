import type { VideoDeviceInfo, WbLocalVideoStream } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';
import { isStream } from '../devices/deviceList.ts';
import type { Public } from '../base/public.ts';
import { cameraSource, SharedTrack, streamSource } from './trackSource.ts';

const toCaptureSource = (source: VideoDeviceInfo | MediaStream) =>
  isStream(source) ? streamSource(source, 'video') : cameraSource(source);

/** A video track of a camera or a MediaStream, for use outside of calls. */
export class EmuWbLocalVideoStream implements Public<WbLocalVideoStream> {
  private readonly emitter = new Emitter('WbLocalVideoStream', ['sourceChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  /** Opens the camera or stream, and knows the track that is captured at present. */
  private readonly capture: SharedTrack;
  /** Resolves at the first opening, after which `capture` knows the track. `undefined` until the app asks for a track. */
  private firstTrack: Promise<MediaStreamTrack> | undefined;

  constructor(source: VideoDeviceInfo | MediaStream) {
    this.capture = new SharedTrack(toCaptureSource(source));
  }

  async getVideoTrack(): Promise<MediaStreamTrack> {
    this.firstTrack ??= this.capture
      .useTrack({ onTrackReplaced: (track) => this.emitter.emit('sourceChanged', track) })
      .then(({ track }) => track);
    return this.capture.liveTrack ?? this.firstTrack;
  }

  async switchSource(source: VideoDeviceInfo | MediaStream): Promise<void> {
    await this.capture.switchTo(toCaptureSource(source));
  }

  dispose(): void {
    this.capture.dispose();
    this.emitter.removeAllListeners();
  }
}
