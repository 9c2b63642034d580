import type {
  LocalVideoStream,
  LocalVideoStreamOptions,
  MediaStreamType,
  VideoDeviceInfo,
  VideoStreamFeature,
  VideoStreamFeatureFactory,
} from '@azure/communication-calling';
import { isCamera } from '../devices/deviceList.ts';
import { callingError, emulatorRefusal } from '../base/errors.ts';
import { cameraError, disposedStreamError } from './captureErrors.ts';
import { Emitter } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import type { Public } from '../base/public.ts';
import { cameraSource, screenSource, streamSource, type CaptureSource } from './sources.ts';
import { TrackSource } from './trackSource.ts';

/** The `source` of a stream that the app made. */
const customDevice: VideoDeviceInfo = { id: 'custom', name: 'CustomMediaStream', deviceType: 'Virtual' };

const isStream = (source: unknown): source is MediaStream => source instanceof MediaStream;

/**
 * The video of a camera, of a captured screen, or of a MediaStream that the app made. Calls send the video, and
 * renderers show a preview of it. Members marked "internal" are not for apps.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/localvideostream
 */
export class EmuLocalVideoStream implements Public<LocalVideoStream> {
  private readonly emitter = new Emitter('LocalVideoStream', ['videoSourceChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private device: VideoDeviceInfo;
  private type: MediaStreamType;
  /** Ends the use of the track by the stream that `getMediaStream` gave to the app. */
  private releaseForApp: (() => void) | undefined;
  private readonly features = new FeatureSet('LocalVideoStream');
  /** Internal: whether this stream is disposed when a call that sends it ends. */
  readonly autoDispose: boolean;
  /** Internal: captures the track. The app, and all calls and renderers of this stream, share it. */
  readonly capture: TrackSource;

  /** @throws 400/43003 for anything but a camera or a MediaStream. Inside the drop-in SDK, `screenDevice` is valid, too. */
  constructor(source: VideoDeviceInfo | MediaStream, options: LocalVideoStreamOptions = {}) {
    if (!isStream(source) && !isCamera(source) && source !== screenDevice) {
      throw callingError(400, 43003, 'A LocalVideoStream is made from a VideoDeviceInfo or a MediaStream.');
    }
    this.autoDispose = options.autoDisposeOnCallEnd ?? true;
    if (isStream(source)) {
      this.device = customDevice;
      this.type = 'RawMedia';
      this.capture = new TrackSource(streamSource(source, 'video'));
    } else {
      const isScreen = source.deviceType === 'ScreenSharing';
      this.device = source;
      this.type = isScreen ? 'ScreenSharing' : 'Video';
      this.capture = new TrackSource(isScreen ? screenSource : cameraSource(source));
    }
  }

  get source(): VideoDeviceInfo {
    return this.device;
  }

  get mediaStreamType(): MediaStreamType {
    return this.type;
  }

  /**
   * @throws 400/43004 for anything but a camera; 400/43005 for the present camera; the errors of `cameraError` when the
   * new camera does not open. After an error the stream keeps its source.
   */
  async switchSource(source: VideoDeviceInfo): Promise<void> {
    if (!isCamera(source)) {
      throw callingError(400, 43004, 'Failed to switch video device, input must be a VideoDeviceInfo.');
    }
    if (source.id === this.device.id) {
      throw callingError(400, 43005, 'Failed to switch video device, it is already selected.');
    }
    await this.switchTo(source, 'Video', cameraSource(source));
  }

  /** @throws 400/43008 for anything but a MediaStream. */
  async setMediaStream(source: MediaStream): Promise<void> {
    if (!isStream(source)) throw callingError(400, 43008, 'setMediaStream takes a MediaStream.');
    await this.switchTo(customDevice, 'RawMedia', streamSource(source, 'video'));
  }

  /** @returns a stream with the captured track. The device stays open until `dispose()`. */
  async getMediaStream(): Promise<MediaStream> {
    if (this.capture.isDisposed)
      throw emulatorRefusal('LocalVideoStream.getMediaStream()', 'the stream is disposed');
    try {
      const { stream, release } = await this.capture.useStream();
      this.releaseForApp?.();
      this.releaseForApp = release;
      return stream;
    } catch (cause) {
      throw cameraError(cause);
    }
  }

  dispose(): void {
    this.features.dispose();
    this.capture.dispose();
  }

  feature<T extends VideoStreamFeature>(factory: VideoStreamFeatureFactory<T>): T {
    return this.features.getOrCreate(factory, 'videoStreamApiCtor', { streamInstance: this }) as T;
  }

  private async switchTo(
    device: VideoDeviceInfo,
    type: MediaStreamType,
    source: CaptureSource,
  ): Promise<void> {
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

/** The device of a stream that captures the screen. Apps do not get this device from the device manager. */
export const screenDevice: VideoDeviceInfo = { id: 'screen', name: 'Screen', deviceType: 'ScreenSharing' };

/**
 * Checks a stream that an app passed. The check looks for a property instead of using `instanceof`, so a stream that
 * the app has wrapped in a Proxy passes, too.
 * @throws 400/41025 for `undefined` and for a disposed stream; 400/41026 for anything but a LocalVideoStream of the
 * drop-in SDK.
 */
export function checkVideoStream(stream: LocalVideoStream | undefined): EmuLocalVideoStream {
  const emulatedStream = stream as unknown as EmuLocalVideoStream | undefined;
  if (emulatedStream?.capture?.isDisposed) throw disposedStreamError();
  if (emulatedStream?.capture) return emulatedStream;
  throw callingError(400, stream ? 41026 : 41025, 'Failed to start video, this is not a LocalVideoStream.');
}
