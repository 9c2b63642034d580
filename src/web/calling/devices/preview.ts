import type { LocalVideoStream } from '@azure/communication-calling';
import { translateCameraError } from '../../errors/translateSdkError.ts';
import { ok, failUnexpectedly, type Result } from '../../errors/problem.ts';
import type { Devices } from './devices.ts';
import type { Sdk } from '../sdk/sdk.ts';
import { attachVideo, type Attachment } from './video.ts';

/** The user's own camera video, shown outside a call. */
export interface Preview {
  /** Resolves when the video is shown or the preview closed, or with the problem that prevents it. Never rejects. */
  readonly done: Promise<Result<void>>;
  readonly close: () => void;
}

export type OpenPreview = (element: HTMLElement) => Preview;

/** Creates a function that opens previews. @param prepare loads the SDK and the devices, without the calling service */
export function createPreview(prepare: () => Promise<{ sdk: Sdk; devices: Devices }>): OpenPreview {
  return (element) => {
    let isClosed = false;
    let stream: LocalVideoStream | null = null;
    let attachment: Attachment | null = null;
    const close = () => {
      isClosed = true;
      attachment?.detach();
      stream?.dispose();
    };
    const show = async (): Promise<Result<void>> => {
      try {
        const { sdk, devices } = await prepare();
        const camera = await devices.openCamera();
        if (!camera.ok) return camera;
        stream = camera.value;
        // If the preview was closed meanwhile, `close` has found no stream to dispose of.
        if (isClosed) close();
        else attachment = attachVideo(sdk, stream, element, { mirrored: true });
        const outcome = await attachment?.done;
        // The other outcomes are words, or `undefined` if the preview was closed.
        return typeof outcome === 'object' ? translateCameraError(outcome.failed) : ok(undefined);
      } catch (cause) {
        return failUnexpectedly(cause);
      }
    };
    return { done: show(), close };
  };
}
