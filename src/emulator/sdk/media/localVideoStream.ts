import type {
  LocalVideoStream,
  LocalVideoStreamOptions,
  MediaStreamType,
  VideoDeviceInfo,
  VideoStreamFeature,
  VideoStreamFeatureFactory,
} from '@azure/communication-calling';
import { isCamera } from '../devices/deviceList.ts';
import { callingError, refuse } from '../base/errors.ts';
import { cameraError, streamDisposed } from './captureErrors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import type { Public } from '../base/public.ts';
import { camera, screen, streamOf, type Source } from './sources.ts';
import { TrackSource } from './trackSource.ts';

const customDevice: VideoDeviceInfo = { id: 'custom', name: 'CustomMediaStream', deviceType: 'Virtual' };

const isStream = (source: unknown): source is MediaStream => source instanceof MediaStream;

/**
 * A camera, a stream that the app made, or a captured screen. Calls send it, renderers preview it.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/localvideostream
 */
export class EmuLocalVideoStream implements Public<LocalVideoStream> {
  private readonly emitter = new Emitter('LocalVideoStream', ['videoSourceChanged']);
  private device: VideoDeviceInfo;
  private type: MediaStreamType;
  /** Releases the track that the app got by `getMediaStream`. */
  private releaseForApp: (() => void) | undefined;
  private readonly features = new FeatureSet('LocalVideoStream');
  /** Internal to the drop-in. */
  readonly autoDispose: boolean;
  /** Internal to the drop-in: the shared capture. */
  readonly capture: TrackSource;

  /** @throws 400/43003 for a source of another kind. */
  constructor(source: VideoDeviceInfo | MediaStream, options: LocalVideoStreamOptions = {}) {
    if (!isStream(source) && !isCamera(source) && source !== screenDevice) {
      throw callingError(400, 43003, 'A LocalVideoStream is made from a VideoDeviceInfo or a MediaStream.');
    }
    this.autoDispose = options.autoDisposeOnCallEnd ?? true;
    this.device = isStream(source) ? customDevice : source;
    this.type = isStream(source)
      ? 'RawMedia'
      : source.deviceType === 'ScreenSharing'
        ? 'ScreenSharing'
        : 'Video';
    this.capture = new TrackSource(
      isStream(source) ? streamOf(source, 'video') : this.type === 'Video' ? camera(source) : screen,
    );
  }

  get source(): VideoDeviceInfo {
    return this.device;
  }

  get mediaStreamType(): MediaStreamType {
    return this.type;
  }

  /**
   * @throws 400/43004 for anything but a camera; 400/43005 for the camera in use; the camera's own error, after which
   * the stream keeps its source.
   */
  async switchSource(source: VideoDeviceInfo): Promise<void> {
    if (!isCamera(source)) {
      throw callingError(400, 43004, 'Failed to switch video device, input must be a VideoDeviceInfo.');
    }
    if (source.id === this.device.id) {
      throw callingError(400, 43005, 'Failed to switch video device, it is already selected.');
    }
    await this.switchTo(source, 'Video', camera(source));
  }

  /** @throws 400/43008 for anything but a MediaStream. */
  async setMediaStream(source: MediaStream): Promise<void> {
    if (!isStream(source)) throw callingError(400, 43008, 'setMediaStream takes a MediaStream.');
    await this.switchTo(customDevice, 'RawMedia', streamOf(source, 'video'));
  }

  /** @returns a stream with the captured track. The device stays open until `dispose()`. */
  async getMediaStream(): Promise<MediaStream> {
    if (this.capture.isDisposed) throw refuse('LocalVideoStream.getMediaStream()', 'the stream is disposed');
    const stream = new MediaStream();
    const show = (track: MediaStreamTrack) => {
      for (const old of stream.getTracks()) stream.removeTrack(old);
      stream.addTrack(track);
    };
    try {
      const { track, release } = await this.capture.use({ replaced: show });
      this.releaseForApp?.();
      this.releaseForApp = release;
      show(track);
      return stream;
    } catch (cause) {
      throw cameraError(cause);
    }
  }

  dispose(): void {
    this.features.dispose();
    this.capture.dispose();
  }

  /** @returns the feature of this stream, the same object each time. */
  feature<T extends VideoStreamFeature>(factory: VideoStreamFeatureFactory<T>): T {
    return this.features.get(factory, 'videoStreamApiCtor', { streamInstance: this }) as T;
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  private async switchTo(device: VideoDeviceInfo, type: MediaStreamType, source: Source): Promise<void> {
    try {
      await this.capture.switchTo(source);
    } catch (cause) {
      throw cameraError(cause);
    }
    this.device = device;
    this.type = type;
    this.emitter.emit('videoSourceChanged', { source: this });
  }
}

export const screenDevice: VideoDeviceInfo = { id: 'screen', name: 'Screen', deviceType: 'ScreenSharing' };

/**
 * @returns the drop-in's own stream, which the app may have wrapped in a Proxy.
 * @throws 400/41025 for `undefined` and for a disposed stream; 400/41026 for anything that is not a stream of the
 * drop-in.
 */
export function localVideo(stream: LocalVideoStream | undefined): EmuLocalVideoStream {
  const ours = stream as unknown as EmuLocalVideoStream | undefined;
  if (ours?.capture?.isDisposed) throw streamDisposed();
  if (ours?.capture) return ours;
  throw callingError(400, stream ? 41026 : 41025, 'Failed to start video, this is not a LocalVideoStream.');
}
