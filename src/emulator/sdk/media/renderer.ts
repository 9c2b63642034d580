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
import { pageConditions } from '../base/pageConditions.ts';
import type { Public } from '../base/public.ts';
import type { EmuRemoteVideoStream } from './remoteVideoStream.ts';
import { checkScaling, View } from './view.ts';

/** An available stream must arrive within this time. The documentation gives the error and no time. */
const drawTimeoutMs = 20_000;

/**
 * Draws a local or remote stream, in as many views as the app creates.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/videostreamrenderer
 */
export class EmuVideoStreamRenderer implements Public<VideoStreamRenderer> {
  private readonly stream: EmuLocalVideoStream | EmuRemoteVideoStream;
  private readonly open = new Set<View>();
  private disposed = false;

  /** @throws 400/43218 for anything but a stream of the drop-in. */
  constructor(videoStream: LocalVideoStream | RemoteVideoStream) {
    const stream = videoStream as unknown as EmuLocalVideoStream | EmuRemoteVideoStream | undefined;
    if (typeof stream !== 'object' || !stream || (!('capture' in stream) && !('watch' in stream))) {
      throw callingError(400, 43218, 'A VideoStreamRenderer is made from a local or remote video stream.');
    }
    this.stream = stream;
  }

  get size(): StreamSize {
    return [...this.open][0]?.size ?? { width: 0, height: 0 };
  }

  /**
   * Resolves when the view has something to draw.
   * @throws 400/43216 for an unknown scaling mode; 400/43219 after `dispose()`, and 405/43209 when disposed meanwhile;
   * the camera's error for a local stream; 412/43200, 404/43202 or 408/43203 for a remote stream that is not available,
   * becomes unavailable, or does not arrive within 20 seconds.
   * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/video-issues/overview
   */
  async createView(options: CreateViewOptions = {}): Promise<View> {
    const { stream } = this;
    // Users expect to see themselves as in a mirror.
    const isOwnCamera = 'capture' in stream && stream.mediaStreamType === 'Video';
    const { scalingMode = 'Stretch', isMirrored = isOwnCamera } = options;
    checkScaling(scalingMode);
    if (this.disposed) {
      throw callingError(400, 43219, 'Failed to create view, the VideoStreamRenderer is disposed.');
    }
    const { rendererFails } = pageConditions();
    if (rendererFails) throw emulatedFailure(rendererFails);
    if (!('capture' in stream) && !stream.isAvailable) throw notAvailable();
    const view = new View(scalingMode, isMirrored, (gone) => this.open.delete(gone));
    this.open.add(view);
    try {
      await ('capture' in stream ? drawLocal(view, stream) : drawRemote(view, stream));
    } catch (cause) {
      view.close();
      throw cause;
    }
    if (!this.open.has(view)) throw disposing();
    return view;
  }

  /** @throws 400/43222 when it was disposed before. */
  dispose(): void {
    if (this.disposed) throw callingError(400, 43222, 'Failed to dispose, it is disposed already.');
    this.disposed = true;
    for (const view of this.open) view.close();
  }
}

async function drawLocal(view: View, { capture }: EmuLocalVideoStream): Promise<void> {
  try {
    const { track, release } = await capture.use({ replaced: (next) => view.show(next) });
    view.follow(track, release);
  } catch (cause) {
    throw cameraError(cause);
  }
}

/** Resolves when the first packets of a remote stream arrive, a moment before its first frame. */
function drawRemote(view: View, stream: EmuRemoteVideoStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      stream.off('isAvailableChanged', endIfUnavailable);
      view.progress = undefined;
      settle();
    };
    const endIfUnavailable = () => {
      if (!stream.isAvailable) end(() => reject(becameUnavailable()));
    };
    const timer = setTimeout(() => end(() => reject(timedOut())), drawTimeoutMs);
    stream.on('isAvailableChanged', endIfUnavailable);
    view.progress = { drawn: () => end(resolve), disposed: () => end(() => reject(disposing())) };
    view.follow(
      stream.track,
      stream.watch(() => view.show(stream.track)),
    );
    if (stream.track?.muted === false) view.progress?.drawn();
  });
}

/** The emulator's condition `rendererFails` makes every view fail. */
const emulatedFailure = ({ code, subCode }: EndCode) =>
  callingError(code, subCode, 'Failed to render stream.', 'UnexpectedServerError');
const notAvailable = () => callingError(412, 43200, 'Failed to create view, remote stream is not available.');
const becameUnavailable = () =>
  callingError(404, 43202, 'Failed to start stream, stream became unavailable.');
const timedOut = () => callingError(408, 43203, 'Failed to render stream, timeout.', 'UnexpectedServerError');
const disposing = () => callingError(405, 43209, 'Failed to start stream, disposing stream.');
