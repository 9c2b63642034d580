import type {
  AudioDeviceInfo,
  LocalAudioStream,
  LocalAudioStreamOptions,
  MediaStreamType,
  Volume,
} from '@azure/communication-calling';
import { callingError, refuse } from './errors.ts';
import { Emitter, type Listener } from './events.ts';
import type { Public } from './public.ts';
import { microphoneOpener, only, TrackSource } from './trackSource.ts';
import { openVolume } from './volume.ts';

const customDevice: AudioDeviceInfo = {
  id: 'custom',
  name: 'Custom media stream',
  isSystemDefault: false,
  deviceType: 'Virtual',
};

const isStream = (source: unknown): source is MediaStream => source instanceof MediaStream;
const streamOpener = (stream: MediaStream) => async () => stream.getAudioTracks()[0] ?? only(stream);

/** A microphone, or a stream the app made. */
export class EmuLocalAudioStream implements Public<LocalAudioStream> {
  private readonly emitter = new Emitter('LocalAudioStream', ['audioSourceChanged']);
  private device: AudioDeviceInfo;
  private readonly releases = new Set<() => void>();
  /** Internal to the drop-in. */
  readonly autoDispose: boolean;
  /** Internal to the drop-in: the shared capture. */
  readonly capture: TrackSource;

  constructor(source: AudioDeviceInfo | MediaStream, options: LocalAudioStreamOptions = {}) {
    if (!source || (!isStream(source) && typeof source.id !== 'string')) {
      throw callingError(400, 0, 'A LocalAudioStream is made from an AudioDeviceInfo or a MediaStream.');
    }
    this.autoDispose = options.autoDisposeOnCallEnd ?? true;
    this.device = isStream(source) ? customDevice : source;
    this.capture = isStream(source)
      ? new TrackSource(streamOpener(source), false)
      : new TrackSource(microphoneOpener(source.id), true);
  }

  get mediaStreamType(): MediaStreamType {
    return 'Audio';
  }

  get source(): AudioDeviceInfo {
    return this.device;
  }

  async getMediaStream(): Promise<MediaStream> {
    const { track, release } = await this.capture.use(() => undefined);
    this.releases.add(release);
    return new MediaStream([track]);
  }

  async setMediaStream(source: MediaStream): Promise<void> {
    await this.become(customDevice, streamOpener(source));
  }

  async switchSource(source: AudioDeviceInfo): Promise<void> {
    await this.become(source, microphoneOpener(source.id));
  }

  /** Level from 0 to 100, of what the microphone hears. Ends with `dispose()`. */
  async getVolume(): Promise<Volume> {
    const { track, release } = await this.capture.use(() => undefined);
    const { volume, close } = openVolume(track);
    this.releases.add(() => {
      close();
      release();
    });
    return volume;
  }

  dispose(): void {
    for (const release of this.releases) release();
    this.releases.clear();
    this.capture.dispose();
  }

  feature(): never {
    throw refuse('LocalAudioStream.feature(Features.AudioEffects)');
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  private async become(device: AudioDeviceInfo, open: () => Promise<MediaStreamTrack>): Promise<void> {
    await this.capture.switchTo(open);
    this.device = device;
    this.emitter.emit('audioSourceChanged', { source: this });
  }
}

/** @throws for anything that is not a stream of this drop-in; one wrapped in a Proxy is. */
export function localAudio(stream: LocalAudioStream): EmuLocalAudioStream {
  const mine = stream as unknown as EmuLocalAudioStream;
  if (mine?.capture) return mine;
  throw callingError(400, 0, 'Failed to start audio, LocalAudioStream instance is invalid or empty.');
}
