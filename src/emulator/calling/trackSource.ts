/**
 * One capture, shared: the device is opened for the first user and stopped with the last.
 * A previewed camera that is also sent in a call is open once.
 */
export class TrackSource {
  private open: () => Promise<MediaStreamTrack>;
  private readonly owned: boolean;
  private readonly users = new Set<(track: MediaStreamTrack) => void>();
  private opening: Promise<MediaStreamTrack> | undefined;
  private track: MediaStreamTrack | undefined;
  /** The capture ended by itself: unplugged, revoked, or stopped from the browser's own bar. */
  onEnded: (() => void) | undefined;

  /** @param owned whether the track is stopped with its last user; a stream the app brought is the app's to stop. */
  constructor(open: () => Promise<MediaStreamTrack>, owned: boolean) {
    this.open = open;
    this.owned = owned;
  }

  /**
   * @param listener hears of every later track of this source.
   * @returns the track, and what to call when it is no longer used.
   * @throws the DOMException of `getUserMedia` or `getDisplayMedia`.
   */
  async use(
    listener: (track: MediaStreamTrack) => void,
  ): Promise<{ track: MediaStreamTrack; release: () => void }> {
    this.users.add(listener);
    const release = () => {
      this.users.delete(listener);
      if (this.users.size === 0) this.stop();
    };
    try {
      return { track: await this.current(), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The track that is open now, if any. */
  get live(): MediaStreamTrack | undefined {
    return this.track?.readyState === 'live' ? this.track : undefined;
  }

  /** Captures from somewhere else from now on; those who use it are handed the new track. */
  async switchTo(open: () => Promise<MediaStreamTrack>): Promise<void> {
    this.open = open;
    if (this.users.size === 0) return;
    const old = this.track;
    this.opening = undefined;
    const track = await this.current();
    if (this.owned) old?.stop();
    for (const listener of this.users) listener(track);
  }

  /** Everyone is sent away. */
  dispose(): void {
    this.users.clear();
    this.stop();
  }

  private current(): Promise<MediaStreamTrack> {
    if (this.opening && this.track?.readyState !== 'ended') return this.opening;
    const opening = this.open().then((track) => {
      // Everyone left, or chose something else, while the device was opening.
      if (this.users.size === 0 || this.opening !== opening) {
        if (this.owned) track.stop();
        return track;
      }
      this.track = track;
      track.addEventListener('ended', () => this.track === track && this.onEnded?.());
      return track;
    });
    opening.catch(() => {
      if (this.opening === opening) this.opening = undefined;
    });
    this.opening = opening;
    return opening;
  }

  private stop(): void {
    if (this.owned) this.track?.stop();
    this.track = undefined;
    this.opening = undefined;
  }
}

/** @returns an opener for one camera. 640×360 is enough to see someone, and light enough for a mesh on a laptop. */
export const cameraOpener = (deviceId: string) => async (): Promise<MediaStreamTrack> =>
  only(
    await navigator.mediaDevices.getUserMedia({
      video: {
        ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
        width: { ideal: 640 },
        height: { ideal: 360 },
        frameRate: { ideal: 30 },
      },
    }),
  );

/** @returns an opener for one microphone, with the browser's own echo cancellation and noise suppression. */
export const microphoneOpener = (deviceId: string) => async (): Promise<MediaStreamTrack> =>
  only(
    await navigator.mediaDevices.getUserMedia({ audio: deviceId ? { deviceId: { exact: deviceId } } : true }),
  );

export const only = (stream: MediaStream): MediaStreamTrack => {
  const [track] = stream.getTracks();
  if (!track) throw new DOMException('The stream has no track.', 'NotFoundError');
  return track;
};
