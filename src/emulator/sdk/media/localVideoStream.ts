import type * as Real from '@azure/communication-calling';
import { isCamera, isStream } from '../devices/deviceList.ts';
import { check, emulatorRefusal } from '../base/errors.ts';
import { cameraError, disposedStreamError } from './captureErrors.ts';
import { Emitter } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import type { Public } from '../base/public.ts';
import { cameraSource, screenSource, SharedTrack, streamSource, type CaptureSource } from './trackSource.ts';

/** The `source` of a stream that the app made. */
const customDevice: Real.VideoDeviceInfo = { id: 'custom', name: 'CustomMediaStream', deviceType: 'Virtual' };

/** The device of a stream that captures the screen. Apps do not get this device from the device manager. */
export const screenDevice: Real.VideoDeviceInfo = {
  id: 'screen',
  name: 'Screen',
  deviceType: 'ScreenSharing',
};

/**
 * The video of a camera, of a captured screen, or of a MediaStream that the app made. Calls send it, and renderers preview
 * it. Members marked "Internal" are not for apps.
 */
export class EmuLocalVideoStream implements Public<Real.LocalVideoStream> {
  private readonly emitter = new Emitter('LocalVideoStream', ['videoSourceChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  source: Real.VideoDeviceInfo;
  mediaStreamType: Real.MediaStreamType;
  /** Ends the use of the track by the stream that `getMediaStream` has given to the app. */
  private releaseForApp: (() => void) | undefined;
  private readonly features = new FeatureSet('LocalVideoStream');
  /** Internal: whether this stream is disposed when a call that sends it ends. */
  readonly autoDispose: boolean;
  /** Internal: captures the track. The app, and all calls and renderers of this stream, share it. */
  readonly capture: SharedTrack;

  /** @param source may also be `screenDevice`, which apps do not have. */
  constructor(source: Real.VideoDeviceInfo | MediaStream, options: Real.LocalVideoStreamOptions = {}) {
    const isSource = isStream(source) || isCamera(source) || source === screenDevice;
    check(isSource, 400, 43003, 'A LocalVideoStream is made from a VideoDeviceInfo or a MediaStream.');
    this.autoDispose = options.autoDisposeOnCallEnd ?? true;
    if (isStream(source)) {
      this.source = customDevice;
      this.mediaStreamType = 'RawMedia';
      this.capture = new SharedTrack(streamSource(source, 'video'));
    } else {
      const isScreen = source.deviceType === 'ScreenSharing';
      this.source = source;
      this.mediaStreamType = isScreen ? 'ScreenSharing' : 'Video';
      this.capture = new SharedTrack(isScreen ? screenSource : cameraSource(source));
    }
  }

  /** @throws the errors of `cameraError` when the new camera does not open. Then the stream keeps its source. */
  async switchSource(source: Real.VideoDeviceInfo): Promise<void> {
    const failure = 'Failed to switch video device';
    check(isCamera(source), 400, 43004, `${failure}, input must be a VideoDeviceInfo.`);
    check(source.id !== this.source.id, 400, 43005, `${failure}, it is already selected.`);
    await this.switchTo(source, 'Video', cameraSource(source));
  }

  async setMediaStream(source: MediaStream): Promise<void> {
    check(isStream(source), 400, 43008, 'setMediaStream takes a MediaStream.');
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

  feature<T extends Real.VideoStreamFeature>(factory: Real.VideoStreamFeatureFactory<T>): T {
    return this.features.getOrCreate(factory, 'videoStreamApiCtor', { streamInstance: this }) as T;
  }

  private async switchTo(
    device: Real.VideoDeviceInfo,
    type: Real.MediaStreamType,
    source: CaptureSource,
  ): Promise<void> {
    try {
      await this.capture.switchTo(source);
    } catch (cause) {
      throw cameraError(cause);
    }
    this.source = device;
    this.mediaStreamType = type;
    this.emitter.emit('videoSourceChanged', { source: this });
  }
}

/**
 * Recognizes an app's stream by its `capture`, even if the app has wrapped it in a Proxy. @returns the same object.
 * @throws 400/41025 (code/subcode) for `undefined` and a disposed stream; 400/41026 for anything but our LocalVideoStream.
 */
export function checkVideoStream(stream: Real.LocalVideoStream | undefined): EmuLocalVideoStream {
  const emulatedStream = stream as unknown as EmuLocalVideoStream | undefined;
  if (emulatedStream?.capture?.isDisposed) throw disposedStreamError();
  const message = 'Failed to start video, this is not a LocalVideoStream.';
  check(emulatedStream?.capture, 400, stream ? 41026 : 41025, message);
  return emulatedStream;
}
