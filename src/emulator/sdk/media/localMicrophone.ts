import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { EmuLocalAudioStream } from './localAudioStream.ts';

/** While it rings longer than this, there is time to open the microphone. */
const within = 400;

export interface LocalMicrophoneDeps {
  readonly devices: EmuDeviceManager;
  readonly diagnostics: Diagnostics<MediaDiagnosticType>;
  /** What it captures, from now on. */
  captured(track: MediaStreamTrack): void;
  /** Another stream is sent. */
  changed(): void;
  /** It could not be opened. */
  failed(): void;
}

/**
 * The microphone of a call: the app's own stream, or the one that is selected in the device manager, whichever that is
 * at the time. `close()` gives it back.
 */
export class LocalMicrophone {
  private readonly deps: LocalMicrophoneDeps;
  private soon: { timer: ReturnType<typeof setTimeout>; given: EmuLocalAudioStream | undefined } | undefined;
  private release: (() => void) | undefined;
  /** The stream is not the app's. */
  private own = true;
  private closed = false;
  stream: EmuLocalAudioStream | undefined;

  constructor(deps: LocalMicrophoneDeps) {
    this.deps = deps;
    deps.devices.on('selectedMicrophoneChanged', this.follow);
    deps.devices.on('audioDevicesUpdated', this.revive);
  }

  /**
   * Opens it once somebody can hear it, or while it rings: opening a device costs more than the rest of the set-up
   * together, and would keep the offer or the answer waiting.
   */
  startSoon(given?: EmuLocalAudioStream): void {
    this.own = given === undefined;
    this.stream = given ?? this.makeOwn();
    this.soon = { given, timer: setTimeout(() => this.heard(), within) };
  }

  /** Media flows to somebody. */
  heard(): void {
    if (this.soon) void this.start(this.next);
  }

  /** The app's stream that waits to be opened, if any. */
  get next(): EmuLocalAudioStream | undefined {
    return this.soon?.given;
  }

  /**
   * Opens it; the call does not wait for it. One that is refused leaves the call muted, and the diagnostics say why.
   * @param given the app's stream, instead of the selected microphone.
   */
  async start(given?: EmuLocalAudioStream): Promise<boolean> {
    const { deps } = this;
    const waiting = this.soon && this.own ? this.stream : undefined;
    // Whatever waits to be opened is replaced by this.
    clearTimeout(this.soon?.timer);
    this.soon = undefined;
    const stream = given ?? waiting ?? this.makeOwn();
    try {
      const { track, release } = await stream.capture.use({
        replaced: (next) => deps.captured(next),
        ended: () => deps.diagnostics.set('microphoneNotFunctioning', true),
      });
      if (this.closed) {
        release();
        return false;
      }
      if (this.stream !== stream || this.release) this.giveBack();
      Object.assign(this, { stream, release, own: given === undefined });
      deps.diagnostics.set('microphonePermissionDenied', false);
      deps.diagnostics.set('noMicrophoneDevicesEnumerated', false);
      deps.diagnostics.set('microphoneNotFunctioning', false);
      // Another microphone may have been selected while this one was opening.
      deps.captured(stream.capture.live ?? track);
      deps.changed();
      return true;
    } catch (cause) {
      // The call ended while it was opening, which disposes it: nothing failed, and nobody is told any more.
      if (this.closed) return false;
      deps.diagnostics.set(fault(cause), true);
      // It was listed while it was opening.
      if (this.stream === stream && !this.release) {
        this.stream = undefined;
        deps.changed();
      }
      deps.failed();
      return false;
    }
  }

  /** Whether it is open: one that was unplugged or refused in the middle is a stream all the same. */
  get works(): boolean {
    return this.stream?.capture.live !== undefined;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.soon?.timer);
    this.deps.devices.off('selectedMicrophoneChanged', this.follow);
    this.deps.devices.off('audioDevicesUpdated', this.revive);
    this.giveBack();
  }

  private makeOwn(): EmuLocalAudioStream {
    return new EmuLocalAudioStream(this.selected ?? unknownDevice);
  }

  private giveBack(): void {
    this.release?.();
    if (this.own || (this.closed && this.stream?.autoDispose)) this.stream?.dispose();
    this.release = undefined;
  }

  /** There is none before the browser lists its devices, whatever the type says. */
  private get selected() {
    const { selectedMicrophone } = this.deps.devices;
    return selectedMicrophone as typeof selectedMicrophone | undefined;
  }

  private readonly follow = (): void => {
    const { selected, stream, deps } = this;
    if (!selected || !this.own || !stream) return;
    stream.switchSource(selected).then(
      () => deps.diagnostics.set('microphoneNotFunctioning', false),
      (cause: unknown) => deps.diagnostics.set(fault(cause), true),
    );
  };

  /** What was unplugged may be back, or the system may have chosen another one under the same name. */
  private readonly revive = (): void => {
    if (this.stream && !this.stream.capture.live) this.follow();
  };
}

const unknownDevice = {
  id: 'microphone:',
  name: '',
  isSystemDefault: true,
  deviceType: 'Microphone' as const,
};

function fault(cause: unknown): MediaDiagnosticType {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') return 'microphonePermissionDenied';
  return name === 'NotFoundError' ? 'noMicrophoneDevicesEnumerated' : 'microphoneNotFunctioning';
}
