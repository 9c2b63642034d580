import type * as Real from '@azure/communication-calling';
import { callingError, check } from '../base/errors.ts';
import { cameraError } from './captureErrors.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import type { Public } from '../base/public.ts';
import type { EmuRemoteVideoStream } from './remoteVideoStream.ts';

/** A remote stream has to arrive within this time. Microsoft documents the time-out's error, not its length. */
const drawTimeoutMs = 20_000;

const isLocal = (stream: EmuLocalVideoStream | EmuRemoteVideoStream): stream is EmuLocalVideoStream =>
  'capture' in stream;

/** Draws a local or remote stream in the views that the app creates. */
export class EmuVideoStreamRenderer implements Public<Real.VideoStreamRenderer> {
  private readonly stream: EmuLocalVideoStream | EmuRemoteVideoStream;
  private readonly openViews = new Set<View>();
  private isDisposed = false;

  constructor(videoStream: Real.LocalVideoStream | Real.RemoteVideoStream) {
    const stream = videoStream as unknown as EmuLocalVideoStream | EmuRemoteVideoStream | undefined;
    const isStream = typeof stream === 'object' && stream && (isLocal(stream) || 'watchTrack' in stream);
    check(isStream, 400, 43218, 'A VideoStreamRenderer is made from a local or remote video stream.');
    this.stream = stream;
  }

  get size(): Real.StreamSize {
    return [...this.openViews][0]?.size ?? { width: 0, height: 0 };
  }

  /**
   * Resolves when the view has something to draw.
   * @throws 405/43209 (code/subcode) if the renderer is disposed meanwhile; the errors of `drawLocal` and `drawRemote`.
   * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/video-issues/overview
   */
  async createView(options: Real.CreateViewOptions = {}): Promise<View> {
    const { stream } = this;
    // Users expect to see themselves as in a mirror.
    const isOwnCamera = isLocal(stream) && stream.mediaStreamType === 'Video';
    const { scalingMode = 'Stretch', isMirrored = isOwnCamera } = options;
    checkScaling(scalingMode);
    check(!this.isDisposed, 400, 43219, 'Failed to create view, the VideoStreamRenderer is disposed.');
    // A test can make every view fail, by the emulator's fault `rendererFails`, which has the codes of the error.
    const { rendererFails: fault } = getPageConditions();
    const failure = 'Failed to render stream.';
    if (fault) throw callingError(fault.code, fault.subCode, failure, 'UnexpectedServerError');
    const canBeDrawn = isLocal(stream) || stream.isAvailable;
    check(canBeDrawn, 412, 43200, 'Failed to create view, remote stream is not available.');
    const view = new View(scalingMode, isMirrored, (closedView) => this.openViews.delete(closedView));
    this.openViews.add(view);
    try {
      await (isLocal(stream) ? drawLocal(view, stream) : drawRemote(view, stream));
    } catch (cause) {
      view.close();
      throw cause;
    }
    if (!this.openViews.has(view)) throw disposedMeanwhileError();
    return view;
  }

  dispose(): void {
    check(!this.isDisposed, 400, 43222, 'Failed to dispose, it is disposed already.');
    this.isDisposed = true;
    for (const view of this.openViews) view.close();
  }
}

/** @throws the errors of `cameraError`. */
async function drawLocal(view: View, { capture }: EmuLocalVideoStream): Promise<void> {
  try {
    const { track, release } = await capture.useTrack({
      onTrackReplaced: (nextTrack) => view.showTrack(nextTrack),
    });
    view.startDrawing(track, release);
  } catch (cause) {
    throw cameraError(cause);
  }
}

/**
 * Resolves when the first packets of a remote stream arrive, or at its first frame if the browser does not report them.
 * @throws 404/43202 when the stream becomes unavailable; 408/43203 when it does not arrive within 20 seconds.
 */
function drawRemote(view: View, stream: EmuRemoteVideoStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const settleCreation = (error?: Error) => {
      clearTimeout(timer);
      stream.off('isAvailableChanged', stopIfUnavailable);
      view.settleCreation = undefined;
      if (error) reject(error);
      else resolve();
    };
    const stopIfUnavailable = () => {
      const message = 'Failed to start stream, stream became unavailable.';
      if (!stream.isAvailable) settleCreation(callingError(404, 43202, message));
    };
    const timer = setTimeout(() => {
      const message = 'Failed to render stream, timeout.';
      settleCreation(callingError(408, 43203, message, 'UnexpectedServerError'));
    }, drawTimeoutMs);
    stream.on('isAvailableChanged', stopIfUnavailable);
    view.settleCreation = settleCreation;
    const stopWatching = stream.watchTrack(() => view.showTrack(stream.track));
    view.startDrawing(stream.track, stopWatching);
    // The browser sets `muted` to false when a track's first packets arrive.
    if (stream.track?.muted === false) settleCreation();
  });
}

const disposedMeanwhileError = () => callingError(405, 43209, 'Failed to start stream, disposing stream.');

const objectFits: Record<Real.ScalingMode, string> = { Stretch: 'fill', Crop: 'cover', Fit: 'contain' };

function checkScaling(mode: Real.ScalingMode): void {
  const message = `There is no scaling mode ${mode}: use Stretch, Crop or Fit.`;
  check(Object.hasOwn(objectFits, mode), 400, 43216, message);
}

/** One view of a stream: an element that the app places in its page. */
class View implements Real.VideoStreamRendererView {
  readonly target = document.createElement('div');
  private readonly video = document.createElement('video');
  scalingMode: Real.ScalingMode;
  readonly isMirrored: boolean;
  private readonly onClose: (view: View) => void;
  /** Tells the owner of the drawn track that this view no longer uses it. */
  private releaseTrack: (() => void) | undefined;
  private isDisposed = false;
  private readonly closing = new AbortController();
  /** Settles `drawRemote`: without an error at the first packets or frame, with one at `close`. Set only while it waits. */
  settleCreation: ((error?: Error) => void) | undefined;

  constructor(scalingMode: Real.ScalingMode, isMirrored: boolean, onClose: (view: View) => void) {
    this.scalingMode = scalingMode;
    this.isMirrored = isMirrored;
    this.onClose = onClose;
    const { target, video } = this;
    // A separate element plays the audio of the call. Browsers always let a muted video play.
    video.muted = video.autoplay = video.playsInline = true;
    video.addEventListener('loadeddata', () => this.settleCreation?.());
    Object.assign(target.style, { position: 'relative', width: '100%', height: '100%' });
    Object.assign(video.style, { width: '100%', height: '100%', objectFit: objectFits[scalingMode] });
    if (isMirrored) video.style.transform = 'scaleX(-1)';
    target.append(video);
  }

  get size(): Real.StreamSize {
    return { width: this.video.videoWidth, height: this.video.videoHeight };
  }

  async updateScalingMode(mode: Real.ScalingMode): Promise<void> {
    check(!this.isDisposed, 400, 43215, 'Failed to update scaling, the view is disposed.');
    checkScaling(mode);
    this.scalingMode = mode;
    this.video.style.objectFit = objectFits[mode];
  }

  /**
   * Draws a track until the view is disposed.
   * @param release is called when the view no longer uses the track; at once if the view is already disposed.
   */
  startDrawing(track: MediaStreamTrack | undefined, release: () => void): void {
    if (this.isDisposed) return release();
    this.releaseTrack = release;
    return this.showTrack(track);
  }

  showTrack(track: MediaStreamTrack | undefined): void {
    this.video.srcObject = track ? new MediaStream([track]) : null;
    // `unmute` comes with a remote track's first packets. `closing` stops the listening, as the track may outlive the view.
    const { signal } = this.closing;
    track?.addEventListener('unmute', () => this.settleCreation?.(), { once: true, signal });
  }

  dispose(): void {
    check(!this.isDisposed, 400, 43213, 'Failed to dispose, the view is disposed already.');
    this.close();
  }

  /** Not for apps: disposes the view like `dispose()`, but does not throw if the view is disposed already. */
  close(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.closing.abort();
    this.onClose(this);
    this.releaseTrack?.();
    this.video.srcObject = null;
    this.target.remove();
    this.settleCreation?.(disposedMeanwhileError());
  }
}
