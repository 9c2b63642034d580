import type { LocalVideoStream } from '@azure/communication-calling';
import { cameraProblem } from '../../errors/fromSdk.ts';
import { ok, unexpected, type Result } from '../../errors/problem.ts';
import type { Devices } from './devices.ts';
import type { Sdk } from '../sdk/sdk.ts';
import { attachVideo, type Attachment } from './video.ts';

/** The local camera's video, shown outside a call. */
export interface Preview {
  /** Resolves when the video is shown, or with the problem that prevents it. Never rejects. */
  readonly done: Promise<Result<void>>;
  /** Removes the video and closes the camera. */
  readonly close: () => void;
}

export type OpenPreview = (element: HTMLElement) => Preview;

/**
 * Creates the function that opens a preview. It needs no agent, so it works before and without a connection.
 * @param ready resolves with the SDK and this machine's devices once they are loaded
 */
export function createPreview(ready: () => Promise<{ sdk: Sdk; devices: Devices }>): OpenPreview {
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
        const { sdk, devices } = await ready();
        const camera = await devices.cameraStream();
        if (!camera.ok) return camera;
        stream = camera.value;
        if (!isClosed) attachment = attachVideo(sdk, stream, element, { mirrored: true });
        else close();
        const shown = await attachment?.done;
        return typeof shown === 'object' ? cameraProblem(shown.failed) : ok(undefined);
      } catch (cause) {
        return unexpected(cause);
      }
    };
    return { done: show(), close };
  };
}
