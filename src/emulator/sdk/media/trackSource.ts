import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';
import { watchPageConditions } from '../base/pageConditions.ts';
import {
  checkDevice,
  findFalseMedia,
  findLoss,
  type FalseMedia,
  type FaultyDevice,
} from '../devices/deviceFaults.ts';
import { browserIdOf } from '../devices/deviceList.ts';
import { createFalseTrack } from './falseTrack.ts';

/** A device or a stream from which a track can be captured. */
export interface CaptureSource {
  /** Opens the device. @throws the browser's DOMException. */
  readonly open: () => Promise<MediaStreamTrack>;
  /** Whether our code opens the track, and has to stop it after its last use. An app stops its own tracks itself. */
  readonly isOwned: boolean;
  /** The device, whose faults a test may switch on. */
  readonly device?: FaultyDevice;
}

/** An object that uses a captured track: a call, a preview, or a volume meter. */
export interface TrackUser {
  onTrackReplaced(track: MediaStreamTrack): void;
  /** Called when the capture ends: the device, the permission or the screen is gone, or the stream is disposed. */
  onEnded?(): void;
}

/** Thrown when a disposed stream is used. By its class, our code tells it from a browser's InvalidStateError. */
export class StreamDisposal extends DOMException {
  constructor() {
    super('The stream has been disposed of.', 'InvalidStateError');
  }
}

/** A captured track that several users share. Opens the device for the first user, and closes it after the last one. */
export class SharedTrack {
  private source: CaptureSource;
  private readonly users = new Set<TrackUser>();
  /** Resolves with the track of the current source; `undefined` while the device is closed. */
  private opening: Promise<MediaStreamTrack> | undefined;
  /**
   * `track` is what the device delivers, and `shown` what the users get: the same, unless a test makes the device deliver
   * `falseMedia`. `release` stops listening to the track, and stops a track that our code has opened.
   */
  private capture:
    | {
        readonly track: MediaStreamTrack;
        shown: MediaStreamTrack;
        falseMedia: FalseMedia | undefined;
        readonly release: () => void;
      }
    | undefined;
  isDisposed = false;

  constructor(source: CaptureSource) {
    this.source = source;
  }

  /** Adds a user, and opens the device if it is closed. @returns the track, and the function that removes the user. */
  async useTrack(user: TrackUser): Promise<{ track: MediaStreamTrack; release: () => void }> {
    this.checkNotDisposed();
    this.users.add(user);
    const release = () => {
      this.users.delete(user);
      if (this.users.size === 0) this.stopCapture();
    };
    try {
      const track = await this.openOnce();
      this.checkNotDisposed();
      return { track: this.liveTrack ?? track, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Like `useTrack`, but returns a stream, which always has the current track. */
  async useStream(): Promise<{ stream: MediaStream; release: () => void }> {
    const stream = new MediaStream();
    const setTrack = (track: MediaStreamTrack) => {
      for (const previousTrack of stream.getTracks()) stream.removeTrack(previousTrack);
      stream.addTrack(track);
    };
    const { track, release } = await this.useTrack({ onTrackReplaced: setTrack });
    setTrack(track);
    return { stream, release };
  }

  /** The track that is being captured; `undefined` if there is none or it has ended. */
  get liveTrack(): MediaStreamTrack | undefined {
    const { capture } = this;
    return capture?.track.readyState === 'live' ? capture.shown : undefined;
  }

  /** Gives the track of another source to all users. @throws if that source does not open; then the old one stays. */
  async switchTo(source: CaptureSource): Promise<void> {
    this.checkNotDisposed();
    const previous = { source: this.source, opening: this.opening, capture: this.capture };
    this.source = source;
    if (this.users.size === 0) return;
    this.opening = undefined;
    const opening = this.openOnce();
    try {
      const track = await opening;
      // Meanwhile the source may have been switched once more, or the last user may have left.
      if (this.opening !== opening || this.users.size === 0) return;
      previous.capture?.release();
      for (const user of this.users) user.onTrackReplaced(track);
    } catch (error) {
      // This assigns the previous `source`, `opening` and `capture`.
      if (this.source === source) Object.assign(this, previous);
      throw error;
    }
  }

  /** Closes the device for good, and tells the users, since a call may still be sending the track. */
  dispose(): void {
    this.isDisposed = true;
    const users = [...this.users];
    this.users.clear();
    this.stopCapture();
    for (const user of users) user.onEnded?.();
  }

  private checkNotDisposed(): void {
    if (this.isDisposed) throw new StreamDisposal();
  }

  private openOnce(): Promise<MediaStreamTrack> {
    if (this.capture?.track.readyState === 'ended') this.stopCapture();
    if (this.opening) return this.opening;
    const { open, isOwned, device } = this.source;
    const opening = open().then((track) => {
      // While the device was opening, the last user may have left, or the source may have been switched.
      if (this.users.size === 0 || this.opening !== opening) {
        if (isOwned) track.stop();
        return track;
      }
      const handleEnded = () => this.notifyEnded(track);
      track.addEventListener('ended', handleEnded);
      const stopWatching = device ? watchPageConditions(() => this.applyFaults(device)) : undefined;
      const capture = {
        track,
        shown: track,
        falseMedia: undefined,
        release: () => {
          stopWatching?.();
          track.removeEventListener('ended', handleEnded);
          if (capture.shown !== track) capture.shown.stop();
          if (isOwned) track.stop();
        },
      };
      this.capture = capture;
      if (device) this.applyFaults(device);
      return this.capture.shown;
    });
    // After a failure, the next user tries again.
    opening.catch(() => {
      if (this.opening === opening) this.opening = undefined;
    });
    this.opening = opening;
    return opening;
  }

  /** Applies the faults of the device that a test has switched on or off. */
  private applyFaults(device: FaultyDevice): void {
    const { capture } = this;
    if (capture?.track.readyState !== 'live') return;
    if (findLoss(device)) {
      // Unlike the loss of a device, `stop` fires no event.
      capture.track.stop();
      this.notifyEnded(capture.track);
      return;
    }
    const falseMedia = findFalseMedia(device);
    if (falseMedia === capture.falseMedia) return;
    const { track, shown: formerTrack } = capture;
    capture.falseMedia = falseMedia;
    capture.shown = falseMedia ? createFalseTrack(track, falseMedia) : track;
    for (const user of this.users) user.onTrackReplaced(capture.shown);
    if (formerTrack !== track) formerTrack.stop();
  }

  private notifyEnded(track: MediaStreamTrack): void {
    if (this.capture?.track !== track) return;
    for (const user of Array.from(this.users)) user.onEnded?.();
  }

  private stopCapture(): void {
    this.capture?.release();
    this.capture = undefined;
    this.opening = undefined;
  }
}

/** @returns constraints that select a device. For an SDK id without a `deviceId` (`camera:`), the browser chooses one. */
const createDeviceConstraints = (sdkDeviceId: string): MediaTrackConstraints => {
  const deviceId = browserIdOf(sdkDeviceId);
  return deviceId ? { deviceId: { exact: deviceId } } : {};
};

const getOnlyTrack = (stream: MediaStream): MediaStreamTrack => {
  const [track] = stream.getTracks();
  if (!track) throw new DOMException('The stream has no track.', 'NotFoundError');
  // If the user takes the permission away while the device is opening, Chromium may return an ended track, without an event.
  if (track.readyState === 'ended') throw new DOMException('The device was lost.', 'NotReadableError');
  return track;
};

/** A camera. At 640×360 a face is clear, and a laptop can encode the video once for each of several participants. */
export const cameraSource = ({ id }: VideoDeviceInfo): CaptureSource => ({
  isOwned: true,
  device: 'camera',
  open: async () => {
    checkDevice('camera');
    const video = {
      ...createDeviceConstraints(id),
      width: { ideal: 640 },
      height: { ideal: 360 },
      frameRate: { ideal: 30 },
    };
    return getOnlyTrack(await navigator.mediaDevices.getUserMedia({ video }));
  },
});

/** A microphone, with the browser's default echo cancellation and noise suppression. */
export const microphoneSource = ({ id }: AudioDeviceInfo): CaptureSource => ({
  isOwned: true,
  device: 'microphone',
  open: async () => {
    checkDevice('microphone');
    return getOnlyTrack(await navigator.mediaDevices.getUserMedia({ audio: createDeviceConstraints(id) }));
  },
});

/** The screen, window or tab that the user chooses in the browser's dialog. */
export const screenSource: CaptureSource = {
  isOwned: true,
  open: async () => getOnlyTrack(await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false })),
};

/** A stream that the app made. Its first track of the kind is used. */
export const streamSource = (stream: MediaStream, kind: 'audio' | 'video'): CaptureSource => ({
  isOwned: false,
  open: async () => {
    const [track] = kind === 'audio' ? stream.getAudioTracks() : stream.getVideoTracks();
    if (!track) throw new DOMException(`The stream has no ${kind} track.`, 'NotFoundError');
    return track;
  },
});
