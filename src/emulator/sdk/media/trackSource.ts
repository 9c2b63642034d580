import type { Source } from './sources.ts';

/** A part of the drop-in that uses a captured track: a call, a preview, a volume meter. */
export interface TrackUser {
  /** Another track has replaced the one in use. */
  replaced(track: MediaStreamTrack): void;
  /** The capture ended: the device was unplugged, permission was revoked, or the user stopped it in the browser. */
  ended?(): void;
}

interface Captured {
  readonly track: MediaStreamTrack;
  /** Stops listening to the track, and stops the track itself if it is the drop-in's. */
  readonly giveBack: () => void;
}

/**
 * One capture that several users share. The first user opens the device, the last one closes it, so a camera that is
 * previewed and sent in a call is open only once.
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
   * @returns the track, and the function that ends this use of it.
   * @throws the DOMException of `getUserMedia` or `getDisplayMedia`; an InvalidStateError after `dispose()`.
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

  /** The track that is being captured, if any. */
  get live(): MediaStreamTrack | undefined {
    const track = this.captured?.track;
    return track?.readyState === 'live' ? track : undefined;
  }

  /**
   * Captures from another source, and gives all users the new track.
   * @throws what opening the source throws, after which the old source stays; an InvalidStateError after `dispose()`.
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
      // Another switch came meanwhile, or the last user left.
      if (this.opening !== opening || this.users.size === 0) return;
      before.captured?.giveBack();
      for (const user of this.users) user.replaced(track);
    } catch (error) {
      if (this.source === source) Object.assign(this, before);
      throw error;
    }
  }

  /** Closes the device for good. Calls `ended` of the users, since a call may still be sending the track. */
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
    const { open, isOwned } = this.source;
    const opening = open().then((track) => {
      // The last user left, or the source was switched, while the device was opening.
      if (this.users.size === 0 || this.opening !== opening) {
        if (isOwned) track.stop();
        return track;
      }
      const ended = () => this.ended(track);
      track.addEventListener('ended', ended);
      const giveBack = () => {
        track.removeEventListener('ended', ended);
        if (isOwned) track.stop();
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
