import type {
  LocalVideoStream,
  RemoteVideoStream,
  VideoStreamRendererView,
} from '@azure/communication-calling';
import type { Sdk } from '../sdk/sdk.ts';

/** A video that is shown, or will soon be shown, in an element of the page. */
export interface Attachment {
  /** Removes the video, even before it has appeared. Further calls do nothing. */
  readonly detach: () => void;
  /** Resolves when the video has appeared, or it is certain that it never will. Never rejects. */
  readonly done: Promise<VideoOutcome>;
}

/** `removed`: the video was removed before it appeared. `failed`: what the SDK threw while drawing it. */
export type VideoOutcome = 'shown' | 'removed' | { readonly failed: unknown };

/**
 * Shows a video stream in `element`. The SDK's renderer creates the `<video>`.
 * @param stream `undefined` if the stream ended after React had rendered its tile
 * @param mirrored whether left and right are exchanged, as in a mirror
 */
export function attachVideo(
  sdk: Sdk,
  stream: LocalVideoStream | RemoteVideoStream | undefined,
  element: HTMLElement,
  { mirrored }: { mirrored: boolean },
): Attachment {
  if (!stream) return { detach: () => {}, done: Promise.resolve('removed') };
  const renderer = new sdk.VideoStreamRenderer(stream);
  let rendererView: VideoStreamRendererView | null = null;
  let isDetached = false;
  const show = async (): Promise<VideoOutcome> => {
    try {
      // Camera video fills its tile (`Crop`). A shared screen must be visible as a whole (`Fit`).
      const scalingMode = stream.mediaStreamType === 'ScreenSharing' ? 'Fit' : 'Crop';
      rendererView = await renderer.createView({ isMirrored: mirrored, scalingMode });
    } catch (failed) {
      // The SDK also rejects if the stream ends. That is no failure: React has already removed the tile and detached the video.
      return isDetached ? 'removed' : { failed };
    }
    if (isDetached) return 'removed';
    element.replaceChildren(rendererView.target);
    return 'shown';
  };
  return {
    done: show(),
    detach() {
      if (isDetached) return;
      isDetached = true;
      rendererView?.target.remove();
      renderer.dispose();
    },
  };
}
