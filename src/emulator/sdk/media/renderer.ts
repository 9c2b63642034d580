import type {
  CreateViewOptions,
  LocalVideoStream,
  RemoteVideoStream,
  StreamSize,
  VideoStreamRenderer,
} from '@azure/communication-calling';
import type { EndCode } from '../../wire/protocol.ts';
import { callingError } from '../base/errors.ts';
import { cameraError } from './captureErrors.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import type { Public } from '../base/public.ts';
import type { EmuRemoteVideoStream } from './remoteVideoStream.ts';
import { checkScaling, View } from './view.ts';

/**
 * An available stream has to arrive within this time. Microsoft documents the error of the time-out, not its length.
 */
const drawTimeoutMs = 20_000;

/**
 * Draws a local or remote stream in the views that the app creates.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/videostreamrenderer
 */
export class EmuVideoStreamRenderer implements Public<VideoStreamRenderer> {
  private readonly stream: EmuLocalVideoStream | EmuRemoteVideoStream;
  private readonly openViews = new Set<View>();
  private isDisposed = false;

  /** @throws 400/43218 for anything but a video stream of the drop-in SDK, our replacement for the Calling SDK. */
  constructor(videoStream: LocalVideoStream | RemoteVideoStream) {
    const stream = videoStream as unknown as EmuLocalVideoStream | EmuRemoteVideoStream | undefined;
    const isStream = typeof stream === 'object' && stream && ('capture' in stream || 'watchTrack' in stream);
    if (!isStream) {
      throw callingError(400, 43218, 'A VideoStreamRenderer is made from a local or remote video stream.');
    }
    this.stream = stream;
  }

  get size(): StreamSize {
    return [...this.openViews][0]?.size ?? { width: 0, height: 0 };
  }

  /**
   * Resolves when the view has something to draw.
   * @throws 400/43216 for an unknown scaling mode; 400/43219 after `dispose()`; 405/43209 when the app disposes the
   * renderer or the view meanwhile. For a local stream, the errors of `cameraError`. For a remote stream, 412/43200 when
   * it is not available, 404/43202 when it becomes unavailable, and 408/43203 when it does not arrive within 20 seconds.
   * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/video-issues/overview
   */
  async createView(options: CreateViewOptions = {}): Promise<View> {
    const { stream } = this;
    // Users expect to see themselves as in a mirror.
    const isOwnCamera = 'capture' in stream && stream.mediaStreamType === 'Video';
    const { scalingMode = 'Stretch', isMirrored = isOwnCamera } = options;
    checkScaling(scalingMode);
    if (this.isDisposed) {
      throw callingError(400, 43219, 'Failed to create view, the VideoStreamRenderer is disposed.');
    }
    // The emulator's condition `rendererFails` is a fault that a test switches on: every view fails with the given code.
    const { rendererFails } = getPageConditions();
    if (rendererFails) throw emulatedError(rendererFails);
    if (!('capture' in stream) && !stream.isAvailable) throw notAvailableError();
    const view = new View(scalingMode, isMirrored, (closedView) => this.openViews.delete(closedView));
    this.openViews.add(view);
    try {
      await ('capture' in stream ? drawLocal(view, stream) : drawRemote(view, stream));
    } catch (cause) {
      view.close();
      throw cause;
    }
    if (!this.openViews.has(view)) throw disposedMeanwhileError();
    return view;
  }

  /** @throws 400/43222 the second time. */
  dispose(): void {
    if (this.isDisposed) throw callingError(400, 43222, 'Failed to dispose, it is disposed already.');
    this.isDisposed = true;
    for (const view of this.openViews) view.close();
  }
}

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

/** Resolves when the first packets of a remote stream arrive, a moment before its first frame. */
function drawRemote(view: View, stream: EmuRemoteVideoStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopWaiting = () => {
      clearTimeout(timer);
      stream.off('isAvailableChanged', rejectIfUnavailable);
      view.creationCallbacks = undefined;
    };
    const rejectWith = (error: Error) => {
      stopWaiting();
      reject(error);
    };
    const rejectIfUnavailable = () => {
      if (!stream.isAvailable) rejectWith(becameUnavailableError());
    };
    const timer = setTimeout(() => rejectWith(timedOutError()), drawTimeoutMs);
    stream.on('isAvailableChanged', rejectIfUnavailable);
    view.creationCallbacks = {
      onVideoArrived: () => {
        stopWaiting();
        resolve();
      },
      onDisposed: () => rejectWith(disposedMeanwhileError()),
    };
    const stopWatching = stream.watchTrack(() => view.showTrack(stream.track));
    view.startDrawing(stream.track, stopWatching);
    // The browser sets `muted` to false when the first packets of a track have arrived.
    if (stream.track?.muted === false) view.creationCallbacks?.onVideoArrived();
  });
}

const emulatedError = ({ code, subCode }: EndCode) =>
  callingError(code, subCode, 'Failed to render stream.', 'UnexpectedServerError');
const notAvailableError = () =>
  callingError(412, 43200, 'Failed to create view, remote stream is not available.');
const becameUnavailableError = () =>
  callingError(404, 43202, 'Failed to start stream, stream became unavailable.');
const timedOutError = () =>
  callingError(408, 43203, 'Failed to render stream, timeout.', 'UnexpectedServerError');
const disposedMeanwhileError = () => callingError(405, 43209, 'Failed to start stream, disposing stream.');
