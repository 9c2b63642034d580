import type { ScalingMode, StreamSize, VideoStreamRendererView } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';

const fits: Record<ScalingMode, string> = { Stretch: 'fill', Crop: 'cover', Fit: 'contain' };

/** Hears how a view that is being made fares. */
export interface ViewProgress {
  drawn(): void;
  disposed(): void;
}

/** @throws 400/43216 for a way of scaling that there is not. */
export function checkScaling(mode: ScalingMode): void {
  if (!Object.hasOwn(fits, mode)) {
    throw callingError(400, 43216, `There is no scaling mode ${mode}: it is Stretch, Crop or Fit.`);
  }
}

/** One drawing of a stream: an element that the app puts where it likes. */
export class View implements VideoStreamRendererView {
  readonly target = document.createElement('div');
  private readonly video = document.createElement('video');
  private mode: ScalingMode;
  private readonly mirrored: boolean;
  private readonly gone: (view: View) => void;
  private release: (() => void) | undefined;
  private disposed = false;
  /** While it is being made. */
  progress: ViewProgress | undefined;

  constructor(mode: ScalingMode, mirrored: boolean, gone: (view: View) => void) {
    this.mode = mode;
    this.mirrored = mirrored;
    this.gone = gone;
    const { target, video } = this;
    // Sound has its own element; a muted video may always play.
    video.muted = video.autoplay = video.playsInline = true;
    video.addEventListener('loadeddata', () => this.progress?.drawn());
    Object.assign(target.style, { position: 'relative', width: '100%', height: '100%' });
    Object.assign(video.style, { width: '100%', height: '100%', objectFit: fits[mode] });
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

  async updateScalingMode(mode: ScalingMode): Promise<void> {
    if (this.disposed) throw callingError(400, 43215, 'Failed to update scaling, the view is disposed.');
    checkScaling(mode);
    this.mode = mode;
    this.video.style.objectFit = fits[mode];
  }

  /** @param release ends what feeds this view; a view disposed of meanwhile lets go at once. */
  follow(track: MediaStreamTrack | undefined, release: () => void): void {
    if (this.disposed) return release();
    this.release = release;
    return this.show(track);
  }

  show(track: MediaStreamTrack | undefined): void {
    this.video.srcObject = track ? new MediaStream([track]) : null;
    track?.addEventListener('unmute', () => this.progress?.drawn(), { once: true });
  }

  /** @throws 400/43213 when it, or its renderer, is disposed already. */
  dispose(): void {
    if (this.disposed) throw callingError(400, 43213, 'Failed to dispose, the view is disposed already.');
    this.close();
  }

  /** Internal to the drop-in: disposes, and may be called twice. */
  close(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.gone(this);
    this.release?.();
    this.video.srcObject = null;
    this.target.remove();
    this.progress?.disposed();
  }
}
