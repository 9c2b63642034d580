import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { MediaDiagnosticSink } from './captureDiagnostics.ts';
import { EmuLocalAudioStream } from './localAudioStream.ts';

/** A call that is not answered by then has time to open the microphone. */
const openDelayMs = 400;

export interface LocalMicrophoneDeps {
  readonly devices: EmuDeviceManager;
  readonly diagnostics: MediaDiagnosticSink;
  /** This track is captured from now on. */
  captured(track: MediaStreamTrack): void;
  /** Another stream is sent. */
  changed(): void;
  /** The microphone could not be opened. */
  failed(): void;
}

/**
 * The microphone of a call: a stream of the app, or the microphone that is selected in the device manager at the time.
 * `close()` releases it.
 */
export class LocalMicrophone {
  private readonly deps: LocalMicrophoneDeps;
  /** A microphone that is to be opened soon, and the app's stream for it, if any. */
  private scheduled:
    { timer: ReturnType<typeof setTimeout>; appStream: EmuLocalAudioStream | undefined } | undefined;
  private release: (() => void) | undefined;
  /** Whether the drop-in made the stream, and not the app. */
  private isOwnStream = true;
  private isClosed = false;
  stream: EmuLocalAudioStream | undefined;

  constructor(deps: LocalMicrophoneDeps) {
    this.deps = deps;
    deps.devices.on('selectedMicrophoneChanged', this.followSelection);
    deps.devices.on('audioDevicesUpdated', this.reviveStream);
  }

  /**
   * Opens the microphone when media flows to a participant, or after a moment of ringing. Opening a device takes longer
   * than all the rest of the set-up, and would delay the offer or the answer.
   */
  startSoon(appStream?: EmuLocalAudioStream): void {
    this.isOwnStream = appStream === undefined;
    this.stream = appStream ?? this.createStream();
    this.scheduled = { appStream, timer: setTimeout(() => this.openNow(), openDelayMs) };
  }

  /** Opens the microphone if it is scheduled, because media flows to a participant. */
  openNow(): void {
    if (this.scheduled) void this.start(this.scheduledStream);
  }

  /** The app's stream that is scheduled, if any. */
  get scheduledStream(): EmuLocalAudioStream | undefined {
    return this.scheduled?.appStream;
  }

  /**
   * Opens the microphone. A failure mutes the call, and the diagnostics say why.
   * @param appStream the app's stream, to be sent instead of the selected microphone.
   * @returns whether it opened.
   */
  async start(appStream?: EmuLocalAudioStream): Promise<boolean> {
    const { deps } = this;
    const scheduledOwn = this.scheduled && this.isOwnStream ? this.stream : undefined;
    // This call replaces the scheduled one.
    clearTimeout(this.scheduled?.timer);
    this.scheduled = undefined;
    const stream = appStream ?? scheduledOwn ?? this.createStream();
    try {
      const { track, release } = await stream.capture.use({
        replaced: (next) => deps.captured(next),
        ended: () => deps.diagnostics.set('microphoneNotFunctioning', true),
      });
      if (this.isClosed) {
        release();
        return false;
      }
      if (this.stream !== stream || this.release) this.giveBack();
      Object.assign(this, { stream, release, isOwnStream: appStream === undefined });
      deps.diagnostics.set('microphonePermissionDenied', false);
      deps.diagnostics.set('noMicrophoneDevicesEnumerated', false);
      deps.diagnostics.set('microphoneNotFunctioning', false);
      // Another microphone may have been selected while this one was opening.
      deps.captured(stream.capture.live ?? track);
      deps.changed();
      return true;
    } catch (cause) {
      // The call ended meanwhile, which disposed of the stream. Nothing has failed.
      if (this.isClosed) return false;
      deps.diagnostics.set(diagnosticOf(cause), true);
      // The call listed the stream while it was opening.
      if (this.stream === stream && !this.release) {
        this.stream = undefined;
        deps.changed();
      }
      deps.failed();
      return false;
    }
  }

  /** Whether the microphone is capturing. After it was unplugged or refused there is still a stream. */
  get works(): boolean {
    return this.stream?.capture.live !== undefined;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.scheduled?.timer);
    this.deps.devices.off('selectedMicrophoneChanged', this.followSelection);
    this.deps.devices.off('audioDevicesUpdated', this.reviveStream);
    this.giveBack();
  }

  private createStream(): EmuLocalAudioStream {
    return new EmuLocalAudioStream(this.selected ?? unknownMicrophone);
  }

  private giveBack(): void {
    this.release?.();
    if (this.isOwnStream || (this.isClosed && this.stream?.autoDispose)) this.stream?.dispose();
    this.release = undefined;
  }

  /** `undefined` before the browser has listed its devices, although the SDK's type does not allow for that. */
  private get selected() {
    const { selectedMicrophone } = this.deps.devices;
    return selectedMicrophone as typeof selectedMicrophone | undefined;
  }

  private readonly followSelection = (): void => {
    const { selected, stream, deps } = this;
    if (!selected || !this.isOwnStream || !stream) return;
    stream.switchSource(selected).then(
      () => deps.diagnostics.set('microphoneNotFunctioning', false),
      (cause: unknown) => deps.diagnostics.set(diagnosticOf(cause), true),
    );
  };

  /** A microphone may be plugged in again, or the system may have chosen another one under the same name. */
  private readonly reviveStream = (): void => {
    if (this.stream && !this.stream.capture.live) this.followSelection();
  };
}

const unknownMicrophone = {
  id: 'microphone:',
  name: '',
  isSystemDefault: true,
  deviceType: 'Microphone' as const,
};

function diagnosticOf(cause: unknown): MediaDiagnosticType {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') return 'microphonePermissionDenied';
  return name === 'NotFoundError' ? 'noMicrophoneDevicesEnumerated' : 'microphoneNotFunctioning';
}
