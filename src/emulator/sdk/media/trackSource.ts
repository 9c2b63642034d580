import type { Source } from './sources.ts';

/** What somebody who uses a track hears of it. */
export interface TrackUser {
  /** Another track has taken its place. */
  replaced(track: MediaStreamTrack): void;
  /** The capture ended by itself: unplugged, revoked, or stopped from the browser's own bar. */
  ended?(): void;
}

interface Captured {
  readonly track: MediaStreamTrack;
  /** Stops it, if it is ours to stop, and hears no more of it. */
  readonly giveBack: () => void;
}

/**
 * One capture, shared: the device is opened for the first user and stopped with the last.
 * A previewed camera that is also sent in a call is open once.
 */
export class TrackSource {
  private source: Source;
  private readonly users = new Set<TrackUser>();
  private opening: Promise<MediaStreamTrack> | undefined;
  private captured: Captured | undefined;
  private disposed = false;

  constructor(source: Source) {
    this.source = source;
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /**
   * @returns the track, and what to call when it is no longer used.
   * @throws the DOMException of `getUserMedia` or `getDisplayMedia`; an InvalidStateError once this is disposed of.
   */
  async use(user: TrackUser): Promise<{ track: MediaStreamTrack; release: () => void }> {
    this.check();
    this.users.add(user);
    const release = () => {
      this.users.delete(user);
      if (this.users.size === 0) this.stop();
    };
    try {
      const track = await this.current();
      this.check();
      return { track, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The track that is open now, if any. */
  get live(): MediaStreamTrack | undefined {
    const track = this.captured?.track;
    return track?.readyState === 'live' ? track : undefined;
  }

  /**
   * Captures from somewhere else from now on; those who use it are handed the new track.
   * @throws what opening it throws, after which everything stays as it was; an InvalidStateError once this is disposed of.
   */
  async switchTo(source: Source): Promise<void> {
    this.check();
    const before = { source: this.source, opening: this.opening, captured: this.captured };
    this.source = source;
    if (this.users.size === 0) return;
    this.opening = undefined;
    const opening = this.current();
    try {
      const track = await opening;
      // Overtaken by another switch, or nobody is left.
      if (this.opening !== opening || this.users.size === 0) return;
      before.captured?.giveBack();
      for (const user of this.users) user.replaced(track);
    } catch (error) {
      if (this.source === source) Object.assign(this, before);
      throw error;
    }
  }

  /** Everyone is sent away, and told: another call may still be sending this. The device is never opened again. */
  dispose(): void {
    this.disposed = true;
    const users = [...this.users];
    this.users.clear();
    this.stop();
    for (const user of users) user.ended?.();
  }

  private check(): void {
    if (this.disposed) throw new DOMException('The stream has been disposed of.', 'InvalidStateError');
  }

  private current(): Promise<MediaStreamTrack> {
    if (this.captured?.track.readyState === 'ended') this.stop();
    if (this.opening) return this.opening;
    const { open, owned } = this.source;
    const opening = open().then((track) => {
      // Everyone left, or chose something else, while the device was opening.
      if (this.users.size === 0 || this.opening !== opening) {
        if (owned) track.stop();
        return track;
      }
      const ended = () => this.ended(track);
      track.addEventListener('ended', ended);
      const giveBack = () => {
        track.removeEventListener('ended', ended);
        if (owned) track.stop();
      };
      this.captured = { track, giveBack };
      return track;
    });
    opening.catch(() => {
      if (this.opening === opening) this.opening = undefined;
    });
    this.opening = opening;
    return opening;
  }

  private ended(track: MediaStreamTrack): void {
    if (this.captured?.track !== track) return;
    for (const user of Array.from(this.users)) user.ended?.();
  }

  private stop(): void {
    this.captured?.giveBack();
    this.captured = undefined;
    this.opening = undefined;
  }
}
