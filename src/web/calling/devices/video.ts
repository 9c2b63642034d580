import type {
  LocalVideoStream,
  RemoteVideoStream,
  VideoStreamRendererView,
} from '@azure/communication-calling';
import type { Sdk } from '../sdk/sdk.ts';

export interface Attachment {
  /** Removes the video. May be called before the video has appeared, and more than once. */
  readonly detach: () => void;
  /** Resolves when the video is shown, was removed before it appeared, or could not be drawn. Never rejects. */
  readonly done: Promise<VideoOutcome>;
}

/** `removed`: the video was removed before it appeared. `failed` is what the SDK threw. */
export type VideoOutcome = 'shown' | 'removed' | { readonly failed: unknown };

/**
 * Shows a video stream in `element`. The SDK's renderer creates the `<video>`.
 * @param stream `undefined` if the stream has ended since the last snapshot
 */
export function attachVideo(
  sdk: Sdk,
  stream: LocalVideoStream | RemoteVideoStream | undefined,
  element: HTMLElement,
  { mirrored }: { mirrored: boolean },
): Attachment {
  if (!stream) return { detach: () => {}, done: Promise.resolve('removed') };
  const renderer = new sdk.VideoStreamRenderer(stream);
  let view: VideoStreamRendererView | null = null;
  let isDetached = false;
  const show = async (): Promise<VideoOutcome> => {
    try {
      // Camera video fills its tile. Nothing of a shared screen may be cut off.
      const scalingMode = stream.mediaStreamType === 'ScreenSharing' ? 'Fit' : 'Crop';
      view = await renderer.createView({ isMirrored: mirrored, scalingMode });
    } catch (failed) {
      // The SDK also rejects if the stream ends meanwhile. The next snapshot then lists it no more, and it is detached.
      return isDetached ? 'removed' : { failed };
    }
    if (isDetached) return 'removed';
    element.replaceChildren(view.target);
    return 'shown';
  };
  return {
    done: show(),
    detach() {
      if (isDetached) return;
      isDetached = true;
      view?.target.remove();
      renderer.dispose();
    },
  };
}
