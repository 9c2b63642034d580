import type { LocalVideoStream } from '@azure/communication-calling';
import { cameraProblem } from '../../errors/fromSdk.ts';
import { ok, unexpected, type Result } from '../../errors/problem.ts';
import type { Devices } from './devices.ts';
import type { Sdk } from '../sdk/sdk.ts';
import { attachVideo, type Attachment } from './video.ts';

/** A look into one's own camera outside a call. */
export interface Preview {
  /** Settles once the picture is there, or with what stands in its way. It does not reject. */
  readonly done: Promise<Result<void>>;
  /** Takes the picture away and gives the camera back. */
  readonly close: () => void;
}

export type OpenPreview = (element: HTMLElement) => Preview;

/**
 * Needs the SDK and a camera, but no agent: it works before and without a connection.
 * @param ready the SDK and this machine's devices, once loaded.
 */
export function createPreview(ready: () => Promise<{ sdk: Sdk; devices: Devices }>): OpenPreview {
  return (element) => {
    let closed = false;
    let stream: LocalVideoStream | null = null;
    let attachment: Attachment | null = null;
    const close = () => {
      closed = true;
      attachment?.detach();
      stream?.dispose();
    };
    const show = async (): Promise<Result<void>> => {
      try {
        const { sdk, devices } = await ready();
        const camera = await devices.cameraStream();
        if (!camera.ok) return camera;
        stream = camera.value;
        if (!closed) attachment = attachVideo(sdk, stream, element, { mirrored: true });
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
