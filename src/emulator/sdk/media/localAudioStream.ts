import type * as Real from '@azure/communication-calling';
import { isMicrophone, isStream } from '../devices/deviceList.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import type { Public } from '../base/public.ts';
import { microphoneSource, SharedTrack, streamSource, type CaptureSource } from './trackSource.ts';
import { measureVolume, type VolumeMeter } from './volume.ts';

/** The `source` of a stream that the app made. */
const customDevice: Real.AudioDeviceInfo = {
  id: 'custom',
  name: 'CustomMediaStream',
  isSystemDefault: false,
  deviceType: 'Virtual',
};

/** The audio of a microphone, or of a MediaStream that the app made. Members marked "Internal" are not for apps. */
export class EmuLocalAudioStream implements Public<Real.LocalAudioStream> {
  private readonly emitter = new Emitter('LocalAudioStream', ['audioSourceChanged']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  readonly mediaStreamType = 'Audio';
  source: Real.AudioDeviceInfo;
  private readonly features = new FeatureSet('LocalAudioStream');
  /** Each function ends one use of the track: by a stream that the app has got, or by the volume meter. */
  private readonly releaseFunctions = new Set<() => void>();
  private volumeMeter: Promise<VolumeMeter> | undefined;
  /** Internal: whether this stream is disposed when a call that sends it ends. */
  readonly autoDispose: boolean;
  /** Internal: captures the track. The app and all calls that send this stream share it. */
  readonly capture: SharedTrack;

  constructor(source: Real.AudioDeviceInfo | MediaStream, options: Real.LocalAudioStreamOptions = {}) {
    const isSource = isStream(source) || isMicrophone(source);
    check(isSource, 400, 43600, 'A LocalAudioStream is made from an AudioDeviceInfo or a MediaStream.');
    this.autoDispose = options.autoDisposeOnCallEnd ?? true;
    this.source = isStream(source) ? customDevice : source;
    this.capture = new SharedTrack(
      isStream(source) ? streamSource(source, 'audio') : microphoneSource(source),
    );
  }

  /** @returns a stream with the captured track. The device stays open until `dispose()`. */
  async getMediaStream(): Promise<MediaStream> {
    const { stream, release } = await this.capture.useStream();
    this.releaseFunctions.add(release);
    return stream;
  }

  async setMediaStream(source: MediaStream): Promise<void> {
    check(isStream(source), 400, 43603, 'setMediaStream takes a MediaStream.');
    await this.switchTo(customDevice, streamSource(source, 'audio'));
  }

  /** @throws the browser's error if the microphone does not open. */
  async switchSource(source: Real.AudioDeviceInfo): Promise<void> {
    const message = 'Failed to switch the microphone, input must be an AudioDeviceInfo.';
    check(isMicrophone(source), 500, 43608, message);
    await this.switchTo(source, microphoneSource(source));
  }

  /** @returns always the same object. Its `level`, from 0 to 100, follows the sound until `dispose()`. */
  async getVolume(): Promise<Real.Volume> {
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

  feature<T extends Real.AudioStreamFeature>(factory: Real.AudioStreamFeatureFactory<T>): T {
    return this.features.getOrCreate(factory, 'audioStreamApiCtor', { streamInstance: this }) as T;
  }

  private async createVolumeMeter(): Promise<VolumeMeter> {
    // `undefined` while the first device is opening. The app may already switch the source then.
    let meter: VolumeMeter | undefined;
    const { track, release } = await this.capture.useTrack({
      onTrackReplaced: (nextTrack) => meter?.setTrack(nextTrack),
    });
    const createdMeter = measureVolume(this.capture.liveTrack ?? track);
    meter = createdMeter;
    this.releaseFunctions.add(() => {
      createdMeter.close();
      release();
    });
    return createdMeter;
  }

  private async switchTo(device: Real.AudioDeviceInfo, source: CaptureSource): Promise<void> {
    await this.capture.switchTo(source);
    this.source = device;
    this.emitter.emit('audioSourceChanged', { source: this });
  }
}

/** Recognizes a stream by its `capture`, even through a Proxy. @throws 400/0 (code/subcode) if it is disposed, else 400/41083. */
export function checkAudioStream(stream: Real.LocalAudioStream): EmuLocalAudioStream {
  const emulatedStream = stream as unknown as EmuLocalAudioStream | undefined;
  const isDisposed = emulatedStream?.capture?.isDisposed;
  check(!isDisposed, 400, 0, 'Failed to start audio, the LocalAudioStream has been disposed of.');
  const message = 'Failed to start audio, LocalAudioStream instance is invalid or empty.';
  check(emulatedStream?.capture, 400, 41083, message);
  return emulatedStream;
}
