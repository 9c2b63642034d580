import type {
  CreateViewOptions,
  LocalVideoStream,
  RemoteVideoStream,
  ScalingMode,
  StreamSize,
  VideoStreamRenderer,
  VideoStreamRendererView,
} from '@azure/communication-calling';
import { cameraError, refuse } from './errors.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';
import type { Public } from './public.ts';
import type { EmuRemoteVideoStream } from './remoteVideoStream.ts';

const fits: Record<ScalingMode, string> = { Stretch: 'fill', Crop: 'cover', Fit: 'contain' };

/** Draws a local or remote stream into elements that the app puts where it likes. */
export class EmuVideoStreamRenderer implements Public<VideoStreamRenderer> {
  private readonly stream: EmuLocalVideoStream | EmuRemoteVideoStream;
  private readonly open = new Set<View>();
  private disposed = false;

  constructor(videoStream: LocalVideoStream | RemoteVideoStream) {
    const stream = videoStream as unknown as EmuLocalVideoStream | EmuRemoteVideoStream;
    if (!('capture' in stream) && !('watch' in stream)) {
      throw refuse('new VideoStreamRenderer()', 'it draws streams of the emulator only');
    }
    this.stream = stream;
  }

  get size(): StreamSize {
    return [...this.open][0]?.size ?? { width: 0, height: 0 };
  }

  /** @returns a view once it has something to draw. @throws the camera's refusal. */
  async createView({ scalingMode = 'Stretch', isMirrored = false }: CreateViewOptions = {}): Promise<View> {
    if (this.disposed) throw refuse('VideoStreamRenderer.createView()', 'the renderer is disposed');
    const view = new View(scalingMode, isMirrored, (gone) => this.open.delete(gone));
    this.open.add(view);
    const { stream } = this;
    if ('capture' in stream) {
      try {
        const { track, release } = await stream.capture.use((track) => view.show(track));
        view.follow(track, release);
      } catch (cause) {
        view.dispose();
        throw cameraError(cause);
      }
    } else {
      view.follow(
        stream.track,
        stream.watch(() => view.show(stream.track)),
      );
    }
    return view;
  }

  dispose(): void {
    this.disposed = true;
    for (const view of this.open) view.dispose();
  }
}

class View implements VideoStreamRendererView {
  readonly target = document.createElement('div');
  private readonly video = document.createElement('video');
  private mode: ScalingMode;
  private readonly mirrored: boolean;
  private readonly gone: (view: View) => void;
  private release: (() => void) | undefined;
  private disposed = false;

  constructor(mode: ScalingMode, mirrored: boolean, gone: (view: View) => void) {
    this.mode = mode;
    this.mirrored = mirrored;
    this.gone = gone;
    const { target, video } = this;
    // Sound has its own element; a muted video may always play.
    video.muted = video.autoplay = video.playsInline = true;
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
    if (!(mode in fits)) throw refuse(`updateScalingMode('${mode}')`, 'it is Stretch, Crop or Fit');
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
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.gone(this);
    this.release?.();
    this.video.srcObject = null;
    this.target.remove();
  }
}
