import type { ScalingMode, StreamSize, VideoStreamRendererView } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';

/** The CSS `object-fit` of each scaling mode. */
const objectFits: Record<ScalingMode, string> = { Stretch: 'fill', Crop: 'cover', Fit: 'contain' };

/** Callbacks of the renderer, which waits for the first of them before it hands the view to the app. */
export interface ViewCreationCallbacks {
  /** Called when the first packets or the first frame of the video have arrived. */
  onVideoArrived(): void;
  /** Called when the app disposes the view. */
  onDisposed(): void;
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
  private readonly isFlipped: boolean;
  private readonly onClose: (view: View) => void;
  /** Tells the owner of the drawn track that this view no longer uses it. */
  private releaseTrack: (() => void) | undefined;
  private isDisposed = false;
  /** Set while the renderer waits for the video of this view. */
  creationCallbacks: ViewCreationCallbacks | undefined;

  /**
   * @param isMirrored whether left and right are exchanged.
   * @param onClose is called when the view is disposed.
   */
  constructor(mode: ScalingMode, isMirrored: boolean, onClose: (view: View) => void) {
    this.mode = mode;
    this.isFlipped = isMirrored;
    this.onClose = onClose;
    const { target, video } = this;
    // A separate element plays the audio of the call. Browsers always let a muted video play.
    video.muted = video.autoplay = video.playsInline = true;
    video.addEventListener('loadeddata', () => this.creationCallbacks?.onVideoArrived());
    Object.assign(target.style, { position: 'relative', width: '100%', height: '100%' });
    Object.assign(video.style, { width: '100%', height: '100%', objectFit: objectFits[mode] });
    if (isMirrored) video.style.transform = 'scaleX(-1)';
    target.append(video);
  }

  get scalingMode(): ScalingMode {
    return this.mode;
  }

  get isMirrored(): boolean {
    return this.isFlipped;
  }

  get size(): StreamSize {
    return { width: this.video.videoWidth, height: this.video.videoHeight };
  }

  /** @throws 400/43215 after `dispose()`; 400/43216 for an unknown scaling mode. */
  async updateScalingMode(mode: ScalingMode): Promise<void> {
    if (this.isDisposed) throw callingError(400, 43215, 'Failed to update scaling, the view is disposed.');
    checkScaling(mode);
    this.mode = mode;
    this.video.style.objectFit = objectFits[mode];
  }

  /**
   * Draws a track until the view is disposed.
   * @param release is called when the view no longer uses the track. If the view is already disposed, that is at once.
   */
  startDrawing(track: MediaStreamTrack | undefined, release: () => void): void {
    if (this.isDisposed) return release();
    this.releaseTrack = release;
    return this.showTrack(track);
  }

  /** Replaces the track that is drawn. */
  showTrack(track: MediaStreamTrack | undefined): void {
    this.video.srcObject = track ? new MediaStream([track]) : null;
    // The browser unmutes a remote track when its first packets arrive.
    track?.addEventListener('unmute', () => this.creationCallbacks?.onVideoArrived(), { once: true });
  }

  /** @throws 400/43213 when the app has disposed the view or its renderer before. */
  dispose(): void {
    if (this.isDisposed) throw callingError(400, 43213, 'Failed to dispose, the view is disposed already.');
    this.close();
  }

  /** Not for apps: disposes the view like `dispose()`, but does not throw if the view is disposed already. */
  close(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.onClose(this);
    this.releaseTrack?.();
    this.video.srcObject = null;
    this.target.remove();
    this.creationCallbacks?.onDisposed();
  }
}
