import type { VideoDeviceInfo, WbLocalVideoStream } from '@azure/communication-calling';
import { Emitter, type Listener } from '../base/events.ts';
import type { Public } from '../base/public.ts';
import { camera, streamOf, type Source } from './sources.ts';
import { TrackSource } from './trackSource.ts';

const sourceOf = (source: VideoDeviceInfo | MediaStream): Source =>
  source instanceof MediaStream ? streamOf(source, 'video') : camera(source);

/** A video track of a camera or a stream, for use outside of calls. */
export class EmuWbLocalVideoStream implements Public<WbLocalVideoStream> {
  private readonly emitter = new Emitter('WbLocalVideoStream', ['sourceChanged']);
  private readonly capture: TrackSource;
  private track: Promise<MediaStreamTrack> | undefined;

  constructor(source: VideoDeviceInfo | MediaStream) {
    this.capture = new TrackSource(sourceOf(source));
  }

  async getVideoTrack(): Promise<MediaStreamTrack> {
    this.track ??= this.capture
      .use({ replaced: (track) => this.emitter.emit('sourceChanged', track) })
      .then(({ track }) => track);
    return this.capture.live ?? this.track;
  }

  async switchSource(source: VideoDeviceInfo | MediaStream): Promise<void> {
    await this.capture.switchTo(sourceOf(source));
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    this.capture.dispose();
    this.emitter.clear();
  }
}
