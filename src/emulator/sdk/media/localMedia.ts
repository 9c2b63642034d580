import type { MediaState } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import { cameraError, screenError } from './captureErrors.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import { captureDiagnostics, type MediaDiagnosticSink } from './captureDiagnostics.ts';
import type { EmuLocalAudioStream } from './localAudioStream.ts';
import { LocalMicrophone } from './localMicrophone.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';
import { mediaSlots, type MediaSlot } from './mediaSlots.ts';

type VideoSlot = 'video' | 'screen';

/** What changed in the local media. */
export type LocalMediaChange = 'muted' | 'video' | 'screen' | 'audio';

interface SentVideo {
  readonly stream: EmuLocalVideoStream;
  /** `undefined` while the device is opening. */
  release: (() => void) | undefined;
}

export interface LocalMediaDeps {
  readonly devices: EmuDeviceManager;
  readonly diagnostics: MediaDiagnosticSink;
  /** Sends a track to everyone. Resolves when it is sent. */
  send(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void>;
  /** The media state, or a stream that `call` lists, has changed. */
  changed(what: LocalMediaChange): void;
}

const noTracks = { audio: null, video: null, screen: null };

/** What the local participant captures and sends in a call. `close()` releases every device. */
export class LocalMedia {
  readonly microphone: LocalMicrophone;
  private readonly deps: LocalMediaDeps;
  private tracks: Record<MediaSlot, MediaStreamTrack | null> = { ...noTracks };
  private videos: Partial<Record<VideoSlot, SentVideo>> = {};
  private isClosed = false;
  muted = false;
  hold = false;

  constructor(deps: LocalMediaDeps) {
    this.deps = deps;
    this.microphone = new LocalMicrophone({
      devices: deps.devices,
      diagnostics: deps.diagnostics,
      captured: (track) => this.setTrack('audio', track),
      changed: () => deps.changed('audio'),
      failed: () => void this.setMuted(true),
    });
  }

  get state(): MediaState {
    const { muted, hold, tracks } = this;
    return { muted, hold, video: tracks.video !== null, screen: tracks.screen !== null };
  }

  /** @returns the track that is captured for a slot, even while it is muted or on hold. */
  captured(slot: MediaSlot): MediaStreamTrack | null {
    return this.tracks[slot];
  }

  /** @returns the stream of a slot, from the moment that the app starts it. */
  stream(slot: VideoSlot): EmuLocalVideoStream | undefined;
  stream(slot: 'audio'): EmuLocalAudioStream | undefined;
  stream(slot: MediaSlot): EmuLocalAudioStream | EmuLocalVideoStream | undefined {
    return slot === 'audio' ? this.microphone.stream : this.videos[slot]?.stream;
  }

  /** Mutes or unmutes. Resolves when every connection does; the last of several calls wins. */
  setMuted(muted: boolean): Promise<void> {
    if (muted === this.muted) return this.apply('audio');
    this.muted = muted;
    const applied = this.apply('audio');
    this.deps.changed('muted');
    return applied;
  }

  /** @throws 400/0 when the call has ended; the error of the camera or the screen, after which nothing is sent. */
  async start(slot: VideoSlot, stream: EmuLocalVideoStream): Promise<void> {
    if (this.isClosed) throw callingError(400, 0, `Failed to start the ${slot}: the call has ended.`);
    const diagnostics = captureDiagnostics(this.deps.diagnostics, slot);
    const sent: SentVideo = { stream, release: undefined };
    this.videos[slot] = sent;
    const endOpening = diagnostics.opening();
    try {
      const { track, release } = await stream.capture.use({
        replaced: (next) => this.setTrack(slot, next),
        ended: () => {
          diagnostics.stopped();
          this.stop(slot);
        },
      });
      // The call ended, or the app stopped the video, while the device was opening.
      if (this.isClosed || this.videos[slot] !== sent) return release();
      sent.release = release;
      diagnostics.started();
      this.setTrack(slot, track);
      this.deps.changed(slot);
    } catch (cause) {
      if (this.videos[slot] === sent) delete this.videos[slot];
      // If the app disposed of the stream, no device has failed.
      if (!stream.capture.isDisposed) diagnostics.failed(cause);
      throw slot === 'video' ? cameraError(cause) : screenError(cause);
    } finally {
      endOpening();
    }
  }

  stop(slot: VideoSlot): void {
    const sent = this.videos[slot];
    if (!sent) return;
    delete this.videos[slot];
    // Without a release function the device is still opening; `start` releases it.
    if (sent.release) {
      sent.release();
      this.setTrack(slot, null);
    }
    this.deps.changed(slot);
  }

  /** Resolves when every connection has stopped or resumed sending. */
  async setHold(hold: boolean): Promise<void> {
    this.hold = hold;
    await Promise.all(mediaSlots.map((slot) => this.apply(slot)));
  }

  /** The call has ended: releases the devices, and disposes of the streams that the app wants disposed of. */
  close(): void {
    this.isClosed = true;
    this.microphone.close();
    for (const { stream, release } of Object.values(this.videos)) {
      release?.();
      if (stream.autoDispose) stream.dispose();
    }
    this.videos = {};
    this.tracks = { ...noTracks };
  }

  private setTrack(slot: MediaSlot, track: MediaStreamTrack | null): void {
    this.tracks[slot] = track;
    if (slot === 'screen' && track) track.contentHint = 'detail';
    void this.apply(slot);
  }

  private apply(slot: MediaSlot): Promise<void> {
    const isSilent = this.hold || (slot === 'audio' && this.muted);
    return this.deps.send(slot, isSilent ? null : this.tracks[slot]);
  }
}
