import type { MediaDiagnosticType } from '@azure/communication-calling';
import { watchPageConditions } from '../base/pageConditions.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { MediaDiagnosticSink } from './captureDiagnostics.ts';
import { EmuLocalAudioStream } from './localAudioStream.ts';

/** A call that is answered at once is connected within this time. Until then, opening the microphone would delay it. */
const openDelayMs = 400;

/** Stands for the browser's default microphone until the devices are listed. */
const unknownMicrophone = {
  id: 'microphone:',
  name: '',
  isSystemDefault: true,
  deviceType: 'Microphone' as const,
};

/** What `LocalMedia` gives to the microphone of a call. */
export interface LocalMicrophoneDeps {
  readonly devices: EmuDeviceManager;
  readonly diagnostics: MediaDiagnosticSink;
  /** Called with the track that is captured from now on. */
  onTrackChanged(track: MediaStreamTrack): void;
  onStreamChanged(): void;
  onFailed(): void;
}

/** The audio that a call captures: the app's stream, or else the microphone that is selected, even if that changes. */
export class LocalMicrophone {
  private readonly deps: LocalMicrophoneDeps;
  /** Set from `scheduleOpening` until the microphone begins to open. */
  private scheduledOpening:
    { timer: ReturnType<typeof setTimeout>; appStream: EmuLocalAudioStream | undefined } | undefined;
  /** Ends the use of the stream's track; `undefined` until the stream opens. */
  private release: (() => void) | undefined;
  /** Whether this class has made `stream` for the selected microphone. Otherwise the app has made it. */
  private isOwnStream = true;
  private isClosed = false;
  private readonly stopWatching: () => void;
  stream: EmuLocalAudioStream | undefined;

  constructor(deps: LocalMicrophoneDeps) {
    this.deps = deps;
    deps.devices.on('selectedMicrophoneChanged', this.followSelection);
    deps.devices.on('audioDevicesUpdated', this.reopenLostMicrophone);
    this.stopWatching = watchPageConditions(this.reopenLostMicrophone);
  }

  /**
   * Lets the microphone open when media flows to a participant (`openIfScheduled`), at the latest after `openDelayMs`.
   * @param appStream the app's stream. Default: the selected microphone.
   */
  scheduleOpening(appStream?: EmuLocalAudioStream): void {
    this.isOwnStream = appStream === undefined;
    this.stream = appStream ?? this.createStream();
    this.scheduledOpening = { appStream, timer: setTimeout(() => this.openIfScheduled(), openDelayMs) };
  }

  openIfScheduled(): void {
    if (this.scheduledOpening) void this.start(this.scheduledStream);
  }

  /** The app's stream that is to be opened soon; `undefined` if there is none. */
  get scheduledStream(): EmuLocalAudioStream | undefined {
    return this.scheduledOpening?.appStream;
  }

  /**
   * Opens the microphone, even if its opening was scheduled for later.
   * @param appStream the app's stream. Default: the selected microphone.
   * @returns whether it opened. If not, the call is muted, and the media diagnostics give the reason.
   */
  async start(appStream?: EmuLocalAudioStream): Promise<boolean> {
    const { deps } = this;
    const scheduledOwnStream = this.scheduledOpening && this.isOwnStream ? this.stream : undefined;
    clearTimeout(this.scheduledOpening?.timer);
    this.scheduledOpening = undefined;
    const stream = appStream ?? scheduledOwnStream ?? this.createStream();
    try {
      const { track, release } = await stream.capture.useTrack({
        onTrackReplaced: (nextTrack) => deps.onTrackChanged(nextTrack),
        onEnded: () => deps.diagnostics.set('microphoneNotFunctioning', true),
      });
      if (this.isClosed) {
        release();
        return false;
      }
      // Ends the stream that was captured until now. A scheduled stream that is only opening now stays.
      if (this.stream !== stream || this.release) this.releaseStream();
      this.stream = stream;
      this.release = release;
      this.isOwnStream = appStream === undefined;
      deps.diagnostics.set('microphonePermissionDenied', false);
      deps.diagnostics.set('noMicrophoneDevicesEnumerated', false);
      deps.diagnostics.set('microphoneNotFunctioning', false);
      // The user may have selected another microphone while this one was opening.
      deps.onTrackChanged(stream.capture.liveTrack ?? track);
      deps.onStreamChanged();
      return true;
    } catch (cause) {
      // If the call ended while the microphone was opening, its end has disposed the stream, and no device has failed.
      if (this.isClosed) return false;
      deps.diagnostics.set(diagnosticOf(cause), true);
      // The stream was in the call's list while it was opening, and has to leave the list.
      if (this.stream === stream && !this.release) {
        this.stream = undefined;
        deps.onStreamChanged();
      }
      deps.onFailed();
      return false;
    }
  }

  /** Whether sound is captured. If the microphone was unplugged or refused, `stream` may still be set. */
  get isCapturing(): boolean {
    return this.stream?.capture.liveTrack !== undefined;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.scheduledOpening?.timer);
    this.deps.devices.off('selectedMicrophoneChanged', this.followSelection);
    this.deps.devices.off('audioDevicesUpdated', this.reopenLostMicrophone);
    this.stopWatching();
    this.releaseStream();
  }

  private createStream(): EmuLocalAudioStream {
    return new EmuLocalAudioStream(this.deps.devices.selectedMicrophone ?? unknownMicrophone);
  }

  private releaseStream(): void {
    this.release?.();
    const shouldDispose = this.isOwnStream || (this.isClosed && this.stream?.autoDispose);
    if (shouldDispose) this.stream?.dispose();
    this.release = undefined;
  }

  private readonly followSelection = (): void => {
    const { stream, deps } = this;
    const { selectedMicrophone } = deps.devices;
    if (!selectedMicrophone || !this.isOwnStream || !stream) return;
    stream.switchSource(selectedMicrophone).then(
      () => {
        deps.diagnostics.set('microphonePermissionDenied', false);
        deps.diagnostics.set('microphoneNotFunctioning', false);
      },
      (cause: unknown) => deps.diagnostics.set(diagnosticOf(cause), true),
    );
  };

  /** Tries a lost microphone again: it or its permission may be back, or its id may now stand for another microphone. */
  private readonly reopenLostMicrophone = (): void => {
    if (this.stream && !this.stream.capture.liveTrack) this.followSelection();
  };
}

/** @returns the diagnostic that is set when the browser does not open the microphone. */
function diagnosticOf(cause: unknown): MediaDiagnosticType {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') return 'microphonePermissionDenied';
  return name === 'NotFoundError' ? 'noMicrophoneDevicesEnumerated' : 'microphoneNotFunctioning';
}
