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

/** A microphone, or a stream the app made. */
export class EmuLocalAudioStream implements Public<LocalAudioStream> {
  private readonly emitter = new Emitter('LocalAudioStream', ['audioSourceChanged']);
  private device: AudioDeviceInfo;
  private readonly features = new FeatureSet('LocalAudioStream');
  private readonly releases = new Set<() => void>();
  private listening: Promise<OpenVolume> | undefined;
  /** Internal to the drop-in. */
  readonly autoDispose: boolean;
  /** Internal to the drop-in: the shared capture. */
  readonly capture: TrackSource;

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

  async setMediaStream(source: MediaStream): Promise<void> {
    if (!isStream(source)) throw callingError(400, 43603, 'setMediaStream takes a MediaStream.');
    await this.become(customDevice, streamOf(source, 'audio'));
  }

  async switchSource(source: AudioDeviceInfo): Promise<void> {
    if (!isMicrophone(source)) {
      throw callingError(500, 43608, 'Failed to switch the microphone, input must be an AudioDeviceInfo.');
    }
    await this.become(source, microphone(source));
  }

  /** Level from 0 to 100, of what the microphone hears; the same object each time. Ends with `dispose()`. */
  async getVolume(): Promise<Volume> {
    this.listening ??= this.listen();
    try {
      return (await this.listening).volume;
    } catch (cause) {
      this.listening = undefined;
      throw cause;
    }
  }

  dispose(): void {
    this.features.dispose();
    for (const release of this.releases) release();
    this.releases.clear();
    this.listening = undefined;
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

  private async listen(): Promise<OpenVolume> {
    const { track, release } = await this.capture.use({ replaced: (next) => opened.listenTo(next) });
    const opened = openVolume(track);
    this.releases.add(() => {
      opened.close();
      release();
    });
    return opened;
  }

  private async become(device: AudioDeviceInfo, from: Source): Promise<void> {
    await this.capture.switchTo(from);
    this.device = device;
    this.emitter.emit('audioSourceChanged', { source: this });
  }
}

/** @throws for a stream that is disposed of, and for anything that is not a stream of this drop-in; one wrapped in a Proxy is. */
export function localAudio(stream: LocalAudioStream): EmuLocalAudioStream {
  const mine = stream as unknown as EmuLocalAudioStream;
  if (mine?.capture?.isDisposed) {
    throw callingError(400, 0, 'Failed to start audio, the LocalAudioStream has been disposed of.');
  }
  if (mine?.capture) return mine;
  throw callingError(400, 41083, 'Failed to start audio, LocalAudioStream instance is invalid or empty.');
}
