import type {
  LocalVideoStream,
  RemoteVideoStream,
  VideoStreamRendererView,
} from '@azure/communication-calling';
import type { Sdk } from '../sdk/sdk.ts';

export interface Attachment {
  /** Takes the picture away again. Safe to call before it ever appeared, and twice. */
  readonly detach: () => void;
  /** Settles once the picture is in place, or has been given up. It does not reject. */
  readonly done: Promise<Shown>;
}

/** `gone` was taken away before it appeared; otherwise what the SDK threw. */
export type Shown = 'shown' | 'gone' | { readonly failed: unknown };

/**
 * Puts a stream's picture into `element` by the SDK's own renderer, which makes the `<video>`.
 * @param stream `undefined` when it went away between the snapshot and this call.
 */
export function attachVideo(
  sdk: Sdk,
  stream: LocalVideoStream | RemoteVideoStream | undefined,
  element: HTMLElement,
  { mirrored }: { mirrored: boolean },
): Attachment {
  if (!stream) return { detach: () => {}, done: Promise.resolve('gone') };
  const renderer = new sdk.VideoStreamRenderer(stream);
  let view: VideoStreamRendererView | null = null;
  let detached = false;
  const show = async (): Promise<Shown> => {
    try {
      // A face fills its tile; of a screen nothing may be cut off.
      const scalingMode = stream.mediaStreamType === 'ScreenSharing' ? 'Fit' : 'Crop';
      view = await renderer.createView({ isMirrored: mirrored, scalingMode });
    } catch (failed) {
      // A stream that ends while its view is made rejects; the next snapshot says that it is not available.
      return detached ? 'gone' : { failed };
    }
    if (detached) return 'gone';
    element.replaceChildren(view.target);
    return 'shown';
  };
  return {
    done: show(),
    detach() {
      if (detached) return;
      detached = true;
      view?.target.remove();
      renderer.dispose();
    },
  };
}
