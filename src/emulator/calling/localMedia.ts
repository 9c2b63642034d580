import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { MediaState } from '../protocol.ts';
import type { Diagnostics } from './diagnostics.ts';
import { callingError, cameraError } from './errors.ts';
import { EmuLocalAudioStream } from './localAudioStream.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';
import type { EmuDeviceManager } from './deviceManager.ts';
import type { Lane } from './peer.ts';

interface Sent<Stream> {
  readonly stream: Stream;
  readonly release: () => void;
}

export interface LocalMediaDeps {
  readonly devices: EmuDeviceManager;
  readonly diagnostics: Diagnostics<MediaDiagnosticType>;
  send(lane: Lane, track: MediaStreamTrack | null): void;
  /** What the others are told has changed, or what `call` shows. */
  changed(what: 'muted' | 'video' | 'screen' | 'audio'): void;
}

/** What this side of a call captures and sends. `close()` gives every device back. */
export class LocalMedia {
  private readonly deps: LocalMediaDeps;
  private readonly tracks: Record<Lane, MediaStreamTrack | null> = { audio: null, video: null, screen: null };
  private readonly sent: {
    audio?: Sent<EmuLocalAudioStream>;
    video?: Sent<EmuLocalVideoStream>;
    screen?: Sent<EmuLocalVideoStream>;
  } = {};
  private ownMicrophone = true;
  private closed = false;
  muted = false;
  hold = false;

  constructor(deps: LocalMediaDeps) {
    this.deps = deps;
    deps.devices.on('selectedMicrophoneChanged', this.followMicrophone);
  }

  get state(): MediaState {
    const { muted, hold, tracks } = this;
    return { muted, hold, video: tracks.video !== null, screen: tracks.screen !== null };
  }

  stream(lane: 'audio'): EmuLocalAudioStream | undefined;
  stream(lane: 'video' | 'screen'): EmuLocalVideoStream | undefined;
  stream(lane: Lane): EmuLocalAudioStream | EmuLocalVideoStream | undefined {
    return this.sent[lane]?.stream;
  }

  /**
   * Opens the microphone; the call does not wait for it. One that is refused leaves the call muted, and the
   * diagnostics say why.
   */
  async startMicrophone(given?: EmuLocalAudioStream): Promise<boolean> {
    const { diagnostics, devices } = this.deps;
    const chosen = devices.selectedMicrophone as typeof devices.selectedMicrophone | undefined;
    const device = chosen ?? { id: '', name: '', isSystemDefault: true, deviceType: 'Microphone' as const };
    const stream = given ?? new EmuLocalAudioStream(device);
    try {
      const { track, release } = await stream.capture.use((next) => this.set('audio', next));
      if (this.closed) {
        release();
        return false;
      }
      this.sent.audio?.release();
      this.sent.audio = { stream, release };
      this.ownMicrophone = given === undefined;
      stream.capture.onEnded = () => diagnostics.set('microphoneNotFunctioning', true);
      diagnostics.set('microphonePermissionDenied', false);
      diagnostics.set('noMicrophoneDevicesEnumerated', false);
      diagnostics.set('microphoneNotFunctioning', false);
      this.set('audio', track);
      this.deps.changed('audio');
      return true;
    } catch (cause) {
      diagnostics.set(microphoneFault(cause), true);
      this.setMuted(true);
      return false;
    }
  }

  /** Gives the microphone back. */
  stopAudio(): void {
    this.sent.audio?.release();
    delete this.sent.audio;
    this.set('audio', null);
    this.deps.changed('audio');
  }

  setMuted(muted: boolean): void {
    if (muted === this.muted) return;
    this.muted = muted;
    this.apply('audio');
    this.deps.changed('muted');
  }

  /** @throws the camera's (or the screen's) refusal, after which nothing is sent. */
  async start(lane: 'video' | 'screen', stream: EmuLocalVideoStream): Promise<void> {
    const { diagnostics } = this.deps;
    try {
      const { track, release } = await stream.capture.use((next) => this.set(lane, next));
      if (this.closed) return release();
      this.sent[lane] = { stream, release };
      stream.capture.onEnded = () => this.ended(lane);
      diagnostics.set(lane === 'video' ? 'cameraPermissionDenied' : 'capturerStartFailed', false);
      diagnostics.set(lane === 'video' ? 'cameraStoppedUnexpectedly' : 'capturerStoppedUnexpectedly', false);
      this.set(lane, track);
      this.deps.changed(lane);
    } catch (cause) {
      const refused = cause instanceof DOMException && cause.name === 'NotAllowedError';
      diagnostics.set(refused && lane === 'video' ? 'cameraPermissionDenied' : faults[lane], true);
      throw lane === 'video' ? cameraError(cause) : screenError(cause);
    }
  }

  stop(lane: 'video' | 'screen'): void {
    const sent = this.sent[lane];
    if (!sent) return;
    delete this.sent[lane];
    sent.stream.capture.onEnded = undefined;
    sent.release();
    this.set(lane, null);
    this.deps.changed(lane);
  }

  setHold(hold: boolean): void {
    this.hold = hold;
    for (const lane of ['audio', 'video', 'screen'] as const) this.apply(lane);
  }

  /** The call is over: devices are given back, and streams that asked for it are disposed of. */
  close(): void {
    this.closed = true;
    this.deps.devices.off('selectedMicrophoneChanged', this.followMicrophone);
    for (const sent of Object.values(this.sent)) {
      sent.release();
      if (sent.stream.autoDispose) sent.stream.dispose();
    }
  }

  private set(lane: Lane, track: MediaStreamTrack | null): void {
    this.tracks[lane] = track;
    if (lane === 'screen' && track) track.contentHint = 'detail';
    this.apply(lane);
  }

  private apply(lane: Lane): void {
    const silent = this.hold || (lane === 'audio' && this.muted);
    this.deps.send(lane, silent ? null : this.tracks[lane]);
  }

  private ended(lane: 'video' | 'screen'): void {
    this.deps.diagnostics.set(
      lane === 'video' ? 'cameraStoppedUnexpectedly' : 'capturerStoppedUnexpectedly',
      true,
    );
    this.stop(lane);
  }

  private readonly followMicrophone = (): void => {
    const chosen = this.deps.devices.selectedMicrophone as
      typeof this.deps.devices.selectedMicrophone | undefined;
    if (!chosen || !this.ownMicrophone || !this.sent.audio) return;
    this.sent.audio.stream.switchSource(chosen).then(
      () => this.deps.diagnostics.set('microphoneNotFunctioning', false),
      (cause: unknown) => this.deps.diagnostics.set(microphoneFault(cause), true),
    );
  };
}

const faults = { video: 'cameraStartFailed', screen: 'capturerStartFailed' } as const;

function microphoneFault(cause: unknown): MediaDiagnosticType {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') return 'microphonePermissionDenied';
  return name === 'NotFoundError' ? 'noMicrophoneDevicesEnumerated' : 'microphoneNotFunctioning';
}

const screenError = (cause: unknown) =>
  cause instanceof DOMException && cause.name === 'NotAllowedError'
    ? callingError(403, 43001, 'Failed to start screen share, permission was not granted.')
    : callingError(500, 43002, 'Failed to start screen share.', 'UnexpectedClientError');
