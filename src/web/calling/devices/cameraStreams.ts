import type { LocalVideoStream, VideoDeviceInfo } from '@azure/communication-calling';
import { isCameraProblem } from '../../errors/fromSdk.ts';
import type { Sdk } from '../sdk/sdk.ts';

/** The camera streams that are in use, so that they can all be switched to another camera. */
export function createCameraStreams(sdk: Sdk) {
  const open = new Set<LocalVideoStream>();
  return {
    open(camera: VideoDeviceInfo): LocalVideoStream {
      const stream = new sdk.LocalVideoStream(camera);
      open.add(stream);
      const dispose = stream.dispose.bind(stream);
      // The SDK has no event for `dispose`, and switching a disposed stream would open the camera again.
      stream.dispose = () => {
        open.delete(stream);
        dispose();
      };
      return stream;
    },
    /** Switches every open stream to a camera. @throws what the SDK throws if the camera cannot be opened */
    async switchTo(camera: VideoDeviceInfo): Promise<void> {
      for (const stream of open) {
        if (stream.source.id === camera.id) continue;
        try {
          await stream.switchSource(camera);
        } catch (cause) {
          if (isCameraProblem(cause)) throw cause;
          // A stream that has ended cannot be switched, and need not be.
          open.delete(stream);
        }
      }
    },
  };
}
