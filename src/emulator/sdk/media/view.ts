import type { ScalingMode, StreamSize, VideoStreamRendererView } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';

/** The CSS `object-fit` of each scaling mode. */
const objectFits: Record<ScalingMode, string> = { Stretch: 'fill', Crop: 'cover', Fit: 'contain' };

/** Callbacks for the creation of a view. */
export interface ViewProgress {
  drawn(): void;
  disposed(): void;
}

/** @throws 400/43216 for an unknown scaling mode. */
export function checkScaling(mode: ScalingMode): void {
  if (!Object.hasOwn(objectFits, mode)) {
    throw callingError(400, 43216, `There is no scaling mode ${mode}: use Stretch, Crop or Fit.`);
  }
}

/** One view of a stream: an element that the app places in its page. */
export class View implements VideoStreamRendererView {
  readonly target = document.createElement('div');
  private readonly video = document.createElement('video');
  private mode: ScalingMode;
  private readonly mirrored: boolean;
  private readonly onClose: (view: View) => void;
  private release: (() => void) | undefined;
  private disposed = false;
  /** Set while the view is being created. */
  progress: ViewProgress | undefined;

  constructor(mode: ScalingMode, mirrored: boolean, onClose: (view: View) => void) {
    this.mode = mode;
    this.mirrored = mirrored;
    this.onClose = onClose;
    const { target, video } = this;
    // Audio has its own element, and browsers always let a muted video play.
    video.muted = video.autoplay = video.playsInline = true;
    video.addEventListener('loadeddata', () => this.progress?.drawn());
    Object.assign(target.style, { position: 'relative', width: '100%', height: '100%' });
    Object.assign(video.style, { width: '100%', height: '100%', objectFit: objectFits[mode] });
    if (mirrored) video.style.transform = 'scaleX(-1)';
    target.append(video);
  }

  get scalingMode(): ScalingMode {
    return this.mode;
  }

  get isMirrored(): boolean {
    return this.mirrored;
  }

  get size(): StreamSize {
    return { width: this.video.videoWidth, height: this.video.videoHeight };
  }

  /** @throws 400/43215 after `dispose()`; 400/43216 for an unknown scaling mode. */
  async updateScalingMode(mode: ScalingMode): Promise<void> {
    if (this.disposed) throw callingError(400, 43215, 'Failed to update scaling, the view is disposed.');
    checkScaling(mode);
    this.mode = mode;
    this.video.style.objectFit = objectFits[mode];
  }

  /**
   * Draws a track.
   * @param release ends the use of the track. A view that was disposed meanwhile calls it at once.
   */
  follow(track: MediaStreamTrack | undefined, release: () => void): void {
    if (this.disposed) return release();
    this.release = release;
    return this.show(track);
  }

  show(track: MediaStreamTrack | undefined): void {
    this.video.srcObject = track ? new MediaStream([track]) : null;
    track?.addEventListener('unmute', () => this.progress?.drawn(), { once: true });
  }

  /** @throws 400/43213 when the view or its renderer was disposed before. */
  dispose(): void {
    if (this.disposed) throw callingError(400, 43213, 'Failed to dispose, the view is disposed already.');
    this.close();
  }

  /** Internal to the drop-in: disposes the view, and may be called twice. */
  close(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.onClose(this);
    this.release?.();
    this.video.srcObject = null;
    this.target.remove();
    this.progress?.disposed();
  }
}
