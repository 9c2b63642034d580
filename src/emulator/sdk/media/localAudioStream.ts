import type {
  AudioDeviceInfo,
  AudioStreamFeature,
  AudioStreamFeatureFactory,
  LocalAudioStream,
  LocalAudioStreamOptions,
  MediaStreamType,
  Volume,
} from '@azure/communication-calling';
import { isMicrophone } from '../devices/deviceList.ts';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import type { Public } from '../base/public.ts';
import { microphoneSource, streamSource, type CaptureSource } from './sources.ts';
import { TrackSource } from './trackSource.ts';
import { measureVolume, type VolumeMeter } from './volume.ts';

/** The `source` of a stream that the app made. */
const customDevice: AudioDeviceInfo = {
  id: 'custom',
  name: 'CustomMediaStream',
  isSystemDefault: false,
  deviceType: 'Virtual',
};

const isStream = (source: unknown): source is MediaStream => source instanceof MediaStream;

/**
 * The audio of a microphone, or of a MediaStream that the app made. Members marked "internal" are not for apps.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/localaudiostream
 */
export class EmuLocalAudioStream implements Public<LocalAudioStream> {
  private readonly emitter = new Emitter('LocalAudioStream', ['audioSourceChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private device: AudioDeviceInfo;
  private readonly features = new FeatureSet('LocalAudioStream');
  /** Functions that each end one use of the track: by a stream that the app got, or by the volume meter. */
  private readonly releaseFunctions = new Set<() => void>();
  private volumeMeter: Promise<VolumeMeter> | undefined;
  /** Internal: whether this stream is disposed when a call that sends it ends. */
  readonly autoDispose: boolean;
  /** Internal: captures the track. The app and all calls that send this stream share it. */
  readonly capture: TrackSource;

  /** @throws 400/43600 for anything but a microphone or a MediaStream. */
  constructor(source: AudioDeviceInfo | MediaStream, options: LocalAudioStreamOptions = {}) {
    if (!isStream(source) && !isMicrophone(source)) {
      throw callingError(400, 43600, 'A LocalAudioStream is made from an AudioDeviceInfo or a MediaStream.');
    }
    this.autoDispose = options.autoDisposeOnCallEnd ?? true;
    this.device = isStream(source) ? customDevice : source;
    this.capture = new TrackSource(
      isStream(source) ? streamSource(source, 'audio') : microphoneSource(source),
    );
  }

  get mediaStreamType(): MediaStreamType {
    return 'Audio';
  }

  get source(): AudioDeviceInfo {
    return this.device;
  }

  /** @returns a stream with the captured track. The device stays open until `dispose()`. */
  async getMediaStream(): Promise<MediaStream> {
    const { stream, release } = await this.capture.useStream();
    this.releaseFunctions.add(release);
    return stream;
  }

  /** @throws 400/43603 for anything but a MediaStream. */
  async setMediaStream(source: MediaStream): Promise<void> {
    if (!isStream(source)) throw callingError(400, 43603, 'setMediaStream takes a MediaStream.');
    await this.switchTo(customDevice, streamSource(source, 'audio'));
  }

  /** @throws 500/43608 for anything but a microphone, and the browser's error if the microphone does not open. */
  async switchSource(source: AudioDeviceInfo): Promise<void> {
    if (!isMicrophone(source)) {
      throw callingError(500, 43608, 'Failed to switch the microphone, input must be an AudioDeviceInfo.');
    }
    await this.switchTo(source, microphoneSource(source));
  }

  /**
   * @returns an object whose `level`, from 0 to 100, follows the microphone until `dispose()`. The method always
   * returns the same object.
   */
  async getVolume(): Promise<Volume> {
    this.volumeMeter ??= this.createVolumeMeter();
    try {
      return (await this.volumeMeter).volume;
    } catch (cause) {
      this.volumeMeter = undefined;
      throw cause;
    }
  }

  dispose(): void {
    this.features.dispose();
    for (const release of this.releaseFunctions) release();
    this.releaseFunctions.clear();
    this.volumeMeter = undefined;
    this.capture.dispose();
  }

  feature<T extends AudioStreamFeature>(factory: AudioStreamFeatureFactory<T>): T {
    return this.features.getOrCreate(factory, 'audioStreamApiCtor', { streamInstance: this }) as T;
  }

  private async createVolumeMeter(): Promise<VolumeMeter> {
    const { track, release } = await this.capture.useTrack({
      onTrackReplaced: (nextTrack) => meter.setTrack(nextTrack),
    });
    const meter = measureVolume(track);
    this.releaseFunctions.add(() => {
      meter.close();
      release();
    });
    return meter;
  }

  private async switchTo(device: AudioDeviceInfo, source: CaptureSource): Promise<void> {
    await this.capture.switchTo(source);
    this.device = device;
    this.emitter.emit('audioSourceChanged', { source: this });
  }
}

/**
 * Checks a stream that an app passed. The check looks for a property instead of using `instanceof`, so a stream that
 * the app has wrapped in a Proxy passes, too.
 * @throws 400/0 for a disposed stream; 400/41083 for anything but a LocalAudioStream of the drop-in SDK.
 */
export function checkAudioStream(stream: LocalAudioStream): EmuLocalAudioStream {
  const emulatedStream = stream as unknown as EmuLocalAudioStream;
  if (emulatedStream?.capture?.isDisposed) {
    throw callingError(400, 0, 'Failed to start audio, the LocalAudioStream has been disposed of.');
  }
  if (emulatedStream?.capture) return emulatedStream;
  throw callingError(400, 41083, 'Failed to start audio, LocalAudioStream instance is invalid or empty.');
}
