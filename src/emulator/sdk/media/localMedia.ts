import type { MediaState } from '../../wire/protocol.ts';
import { check } from '../base/errors.ts';
import { cameraError, screenError } from './captureErrors.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import { CaptureDiagnostics, type MediaDiagnosticSink } from './captureDiagnostics.ts';
import { LocalMicrophone } from './localMicrophone.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';
import { mediaSlots, noTracks, type MediaSlot, type SlotTracks } from './mediaSlots.ts';

/** The two media slots that carry video: the camera and the screen. */
type VideoSlot = 'video' | 'screen';

/** What changed in the local media: whether it is muted, or the stream of a slot. */
export type LocalMediaChange = 'muted' | 'video' | 'screen' | 'audio';

interface StartedVideo {
  readonly stream: EmuLocalVideoStream;
  /** Releases the captured track; `undefined` while the device is opening. */
  release: (() => void) | undefined;
}

/** What the call's session gives to the local media. */
interface LocalMediaDeps {
  readonly devices: EmuDeviceManager;
  readonly diagnostics: MediaDiagnosticSink;
  /** Sends a track to all participants; `null` sends nothing. Resolves when every peer connection sends the track. */
  sendTrack(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void>;
  /** Called when the media state or a local stream of the call has changed. */
  onChanged(change: LocalMediaChange): void;
}

/** Captures and sends the local participant's audio, camera and screen in a call. `close()` releases every device. */
export class LocalMedia {
  readonly microphone: LocalMicrophone;
  private readonly deps: LocalMediaDeps;
  private tracks: SlotTracks = { ...noTracks };
  private videos: Partial<Record<VideoSlot, StartedVideo>> = {};
  private isClosed = false;
  /** What `call.isMuted` wrongly says after a refused change; `undefined` while it tells the truth. */
  private claimedMuted: boolean | undefined;
  isMuted = false;
  isHeld = false;

  constructor(deps: LocalMediaDeps) {
    this.deps = deps;
    this.microphone = new LocalMicrophone({
      devices: deps.devices,
      diagnostics: deps.diagnostics,
      onTrackChanged: (track) => this.setTrack('audio', track),
      onStreamChanged: () => deps.onChanged('audio'),
      onFailed: () => void this.setMuted(true),
    });
  }

  /** What the local participant sends. The server reports this to the other participants. */
  get state(): MediaState {
    const { isMuted, isHeld, tracks } = this;
    return { muted: isMuted, hold: isHeld, video: tracks.video !== null, screen: tracks.screen !== null };
  }

  /** @returns the captured track of a slot, even while the call is muted or on hold; `null` if there is none. */
  trackOf(slot: MediaSlot): MediaStreamTrack | null {
    return this.tracks[slot];
  }

  /** @returns the stream that the app has started in a slot, even while its device is opening. */
  streamOf(slot: VideoSlot): EmuLocalVideoStream | undefined {
    return this.videos[slot]?.stream;
  }

  /** What `call.isMuted` says. It differs from `isMuted` only after `claimMuted`. */
  get shownMuted(): boolean {
    return this.claimedMuted ?? this.isMuted;
  }

  /** Changes only what `call.isMuted` says, not what is sent. */
  claimMuted(isMuted: boolean): void {
    if (this.shownMuted === isMuted) return;
    this.claimedMuted = isMuted;
    this.deps.onChanged('muted');
  }

  /** Resolves when all peer connections have stopped or started to send audio. If several changes overlap, the last one counts. */
  setMuted(isMuted: boolean): Promise<void> {
    const isUnchanged = isMuted === this.isMuted && isMuted === this.shownMuted;
    this.claimedMuted = undefined;
    if (isUnchanged) return this.sendSlot('audio');
    this.isMuted = isMuted;
    const trackChange = this.sendSlot('audio');
    this.deps.onChanged('muted');
    return trackChange;
  }

  /** Opens a camera or a screen and sends it. @throws the errors of `cameraError` or `screenError` if it does not open. */
  async startVideo(slot: VideoSlot, stream: EmuLocalVideoStream): Promise<void> {
    check(!this.isClosed, 400, 0, `Failed to start the ${slot}: the call has ended.`);
    const startedVideo: StartedVideo = { stream, release: undefined };
    this.videos[slot] = startedVideo;
    const diagnostics = new CaptureDiagnostics(this.deps.diagnostics, slot);
    try {
      const { track, release } = await stream.capture.useTrack({
        onTrackReplaced: (nextTrack) => this.setTrack(slot, nextTrack),
        onEnded: () => {
          diagnostics.setStopped();
          this.stopVideo(slot);
        },
      });
      // While the device was opening, the call may have ended, or the app may have stopped the video.
      if (this.isClosed || this.videos[slot] !== startedVideo) return release();
      startedVideo.release = release;
      diagnostics.setStarted();
      this.setTrack(slot, track);
      this.deps.onChanged(slot);
    } catch (cause) {
      if (this.videos[slot] === startedVideo) delete this.videos[slot];
      // If the app disposed of the stream, no device has failed.
      if (!stream.capture.isDisposed) diagnostics.setFailed(cause);
      throw slot === 'video' ? cameraError(cause) : screenError(cause);
    } finally {
      diagnostics.stopTimeout();
    }
  }

  stopVideo(slot: VideoSlot): void {
    const startedVideo = this.videos[slot];
    if (!startedVideo) return;
    delete this.videos[slot];
    // Without a release function the device is still opening, and `startVideo` will release it.
    if (startedVideo.release) {
      startedVideo.release();
      this.setTrack(slot, null);
    }
    this.deps.onChanged(slot);
  }

  /** Resolves when every peer connection has stopped or resumed sending. */
  async setHold(isHeld: boolean): Promise<void> {
    this.isHeld = isHeld;
    await Promise.all(mediaSlots.map((slot) => this.sendSlot(slot)));
  }

  /** Called when the call has ended: releases the devices, and disposes the streams that end with their call. */
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
    // With this hint, the browser keeps text sharp and reduces the frame rate instead.
    if (slot === 'screen' && track) track.contentHint = 'detail';
    void this.sendSlot(slot);
  }

  private sendSlot(slot: MediaSlot): Promise<void> {
    const sendsNothing = this.isHeld || (slot === 'audio' && this.isMuted);
    return this.deps.sendTrack(slot, sendsNothing ? null : this.tracks[slot]);
  }
}
