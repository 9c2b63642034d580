import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { MediaState } from '../../wire/protocol.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { callingError, cameraError, screenError } from '../base/errors.ts';
import type { EmuLocalAudioStream } from './localAudioStream.ts';
import { LocalMicrophone } from './localMicrophone.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';
import { lanes, type Lane } from './mediaSlots.ts';
import { pictureDiagnostics } from './captureDiagnostics.ts';

type Picture = 'video' | 'screen';

interface Sent {
  readonly stream: EmuLocalVideoStream;
  /** `undefined` while the device is opening. */
  release: (() => void) | undefined;
}

export interface LocalMediaDeps {
  readonly devices: EmuDeviceManager;
  readonly diagnostics: Diagnostics<MediaDiagnosticType>;
  /** @returns when it is sent. */
  send(lane: Lane, track: MediaStreamTrack | null): Promise<void>;
  /** What the others are told has changed, or what `call` shows. */
  changed(what: 'muted' | 'video' | 'screen' | 'audio'): void;
}

const nothing = { audio: null, video: null, screen: null };

/** What this side of a call captures and sends. `close()` gives every device back. */
export class LocalMedia {
  readonly microphone: LocalMicrophone;
  private readonly deps: LocalMediaDeps;
  private tracks: Record<Lane, MediaStreamTrack | null> = { ...nothing };
  private pictures: Partial<Record<Picture, Sent>> = {};
  private closed = false;
  muted = false;
  hold = false;

  constructor(deps: LocalMediaDeps) {
    this.deps = deps;
    this.microphone = new LocalMicrophone({
      devices: deps.devices,
      diagnostics: deps.diagnostics,
      captured: (track) => this.set('audio', track),
      changed: () => deps.changed('audio'),
      failed: () => void this.setMuted(true),
    });
  }

  get state(): MediaState {
    const { muted, hold, tracks } = this;
    return { muted, hold, video: tracks.video !== null, screen: tracks.screen !== null };
  }

  /** What a lane captures now, muted and on hold as well. */
  captured(lane: Lane): MediaStreamTrack | null {
    return this.tracks[lane];
  }

  /** The stream of a lane, from the moment that it was asked for. */
  stream(lane: Picture): EmuLocalVideoStream | undefined;
  stream(lane: 'audio'): EmuLocalAudioStream | undefined;
  stream(lane: Lane): EmuLocalAudioStream | EmuLocalVideoStream | undefined {
    return lane === 'audio' ? this.microphone.stream : this.pictures[lane]?.stream;
  }

  /** @returns when what is sent has changed; of a mute and an unmute at the same time the later one wins. */
  setMuted(muted: boolean): Promise<void> {
    if (muted === this.muted) return this.apply('audio');
    this.muted = muted;
    const applied = this.apply('audio');
    this.deps.changed('muted');
    return applied;
  }

  /** @throws 400/0 when the call has ended, and the camera's (or the screen's) refusal, after which nothing is sent. */
  async start(lane: Picture, stream: EmuLocalVideoStream): Promise<void> {
    if (this.closed) throw callingError(400, 0, `Failed to start the ${lane}: the call has ended.`);
    const diagnostics = pictureDiagnostics(this.deps.diagnostics, lane);
    const sent: Sent = { stream, release: undefined };
    this.pictures[lane] = sent;
    const stopWaiting = diagnostics.opening();
    try {
      const { track, release } = await stream.capture.use({
        replaced: (next) => this.set(lane, next),
        ended: () => {
          diagnostics.stopped();
          this.stop(lane);
        },
      });
      // The call has ended, or it was stopped again, while the device was opening.
      if (this.closed || this.pictures[lane] !== sent) return release();
      sent.release = release;
      diagnostics.started();
      this.set(lane, track);
      this.deps.changed(lane);
    } catch (cause) {
      if (this.pictures[lane] === sent) delete this.pictures[lane];
      // The app has disposed of the stream: no device has failed.
      if (!stream.capture.isDisposed) diagnostics.failed(cause);
      throw lane === 'video' ? cameraError(cause) : screenError(cause);
    } finally {
      stopWaiting();
    }
  }

  stop(lane: Picture): void {
    const sent = this.pictures[lane];
    if (!sent) return;
    delete this.pictures[lane];
    // Without a release the device is still opening, and is given back when it is open.
    if (sent.release) {
      sent.release();
      this.set(lane, null);
    }
    this.deps.changed(lane);
  }

  /** @returns when what is sent has changed. */
  async setHold(hold: boolean): Promise<void> {
    this.hold = hold;
    await Promise.all(lanes.map((lane) => this.apply(lane)));
  }

  /** The call is over: devices are given back, and streams that asked for it are disposed of. */
  close(): void {
    this.closed = true;
    this.microphone.close();
    for (const { stream, release } of Object.values(this.pictures)) {
      release?.();
      if (stream.autoDispose) stream.dispose();
    }
    this.pictures = {};
    this.tracks = { ...nothing };
  }

  private set(lane: Lane, track: MediaStreamTrack | null): void {
    this.tracks[lane] = track;
    if (lane === 'screen' && track) track.contentHint = 'detail';
    void this.apply(lane);
  }

  private apply(lane: Lane): Promise<void> {
    const silent = this.hold || (lane === 'audio' && this.muted);
    return this.deps.send(lane, silent ? null : this.tracks[lane]);
  }
}
