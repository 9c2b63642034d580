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
import { Emitter, type Listener } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import type { Public } from '../base/public.ts';
import { microphone, streamOf, type Source } from './sources.ts';
import { TrackSource } from './trackSource.ts';
import { openVolume, type OpenVolume } from './volume.ts';

const customDevice: AudioDeviceInfo = {
  id: 'custom',
  name: 'CustomMediaStream',
  isSystemDefault: false,
  deviceType: 'Virtual',
};

const isStream = (source: unknown): source is MediaStream => source instanceof MediaStream;

/**
 * A microphone, or a stream that the app made.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/localaudiostream
 */
export class EmuLocalAudioStream implements Public<LocalAudioStream> {
  private readonly emitter = new Emitter('LocalAudioStream', ['audioSourceChanged']);
  private device: AudioDeviceInfo;
  private readonly features = new FeatureSet('LocalAudioStream');
  private readonly releases = new Set<() => void>();
  private openVolume: Promise<OpenVolume> | undefined;
  /** Internal to the drop-in. */
  readonly autoDispose: boolean;
  /** Internal to the drop-in: the shared capture. */
  readonly capture: TrackSource;

  /** @throws 400/43600 for a source of another kind. */
  constructor(source: AudioDeviceInfo | MediaStream, options: LocalAudioStreamOptions = {}) {
    if (!isStream(source) && !isMicrophone(source)) {
      throw callingError(400, 43600, 'A LocalAudioStream is made from an AudioDeviceInfo or a MediaStream.');
    }
    this.autoDispose = options.autoDisposeOnCallEnd ?? true;
    this.device = isStream(source) ? customDevice : source;
    this.capture = new TrackSource(isStream(source) ? streamOf(source, 'audio') : microphone(source));
  }

  get mediaStreamType(): MediaStreamType {
    return 'Audio';
  }

  get source(): AudioDeviceInfo {
    return this.device;
  }

  /** @returns a stream with the captured track. The device stays open until `dispose()`. */
  async getMediaStream(): Promise<MediaStream> {
    const stream = new MediaStream();
    const show = (track: MediaStreamTrack) => {
      for (const old of stream.getTracks()) stream.removeTrack(old);
      stream.addTrack(track);
    };
    const { track, release } = await this.capture.use({ replaced: show });
    this.releases.add(release);
    show(track);
    return stream;
  }

  /** @throws 400/43603 for anything but a MediaStream. */
  async setMediaStream(source: MediaStream): Promise<void> {
    if (!isStream(source)) throw callingError(400, 43603, 'setMediaStream takes a MediaStream.');
    await this.switchTo(customDevice, streamOf(source, 'audio'));
  }

  /** @throws 500/43608 for anything but a microphone, and the browser's error if the microphone does not open. */
  async switchSource(source: AudioDeviceInfo): Promise<void> {
    if (!isMicrophone(source)) {
      throw callingError(500, 43608, 'Failed to switch the microphone, input must be an AudioDeviceInfo.');
    }
    await this.switchTo(source, microphone(source));
  }

  /** @returns the level of the microphone, from 0 to 100, as the same object each time. It ends with `dispose()`. */
  async getVolume(): Promise<Volume> {
    this.openVolume ??= this.measureVolume();
    try {
      return (await this.openVolume).volume;
    } catch (cause) {
      this.openVolume = undefined;
      throw cause;
    }
  }

  dispose(): void {
    this.features.dispose();
    for (const release of this.releases) release();
    this.releases.clear();
    this.openVolume = undefined;
    this.capture.dispose();
  }

  /** @returns the feature of this stream, the same object each time. */
  feature<T extends AudioStreamFeature>(factory: AudioStreamFeatureFactory<T>): T {
    return this.features.get(factory, 'audioStreamApiCtor', { streamInstance: this }) as T;
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  private async measureVolume(): Promise<OpenVolume> {
    const { track, release } = await this.capture.use({ replaced: (next) => opened.listenTo(next) });
    const opened = openVolume(track);
    this.releases.add(() => {
      opened.close();
      release();
    });
    return opened;
  }

  private async switchTo(device: AudioDeviceInfo, source: Source): Promise<void> {
    await this.capture.switchTo(source);
    this.device = device;
    this.emitter.emit('audioSourceChanged', { source: this });
  }
}

/**
 * @returns the drop-in's own stream, which the app may have wrapped in a Proxy.
 * @throws 400/0 for a disposed stream; 400/41083 for anything that is not a stream of the drop-in.
 */
export function localAudio(stream: LocalAudioStream): EmuLocalAudioStream {
  const ours = stream as unknown as EmuLocalAudioStream;
  if (ours?.capture?.isDisposed) {
    throw callingError(400, 0, 'Failed to start audio, the LocalAudioStream has been disposed of.');
  }
  if (ours?.capture) return ours;
  throw callingError(400, 41083, 'Failed to start audio, LocalAudioStream instance is invalid or empty.');
}
