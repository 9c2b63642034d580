import type { LocalVideoStream, VideoDeviceInfo } from '@azure/communication-calling';
import { isCameraError } from '../../errors/translateSdkError.ts';
import type { Sdk } from '../sdk/sdk.ts';

/** Keeps a list of the camera streams in use, so that all of them can be switched to another camera. */
export function createCameraStreams(sdk: Sdk) {
  const openStreams = new Set<LocalVideoStream>();
  return {
    /** Opens a stream of a camera. The stream stays in the list until it is disposed of. */
    open(camera: VideoDeviceInfo): LocalVideoStream {
      const stream = new sdk.LocalVideoStream(camera);
      openStreams.add(stream);
      const dispose = stream.dispose.bind(stream);
      // `dispose` is wrapped because the SDK raises no event for it. Switching a disposed stream would open the camera
      // again.
      stream.dispose = () => {
        openStreams.delete(stream);
        dispose();
      };
      return stream;
    },
    /** Switches every open stream to a camera. @throws what the SDK throws if the camera cannot be opened */
    async switchTo(camera: VideoDeviceInfo): Promise<void> {
      for (const stream of openStreams) {
        if (stream.source.id === camera.id) continue;
        try {
          await stream.switchSource(camera);
        } catch (cause) {
          if (isCameraError(cause)) throw cause;
          // The stream has ended, so it cannot be switched and need not be.
          openStreams.delete(stream);
        }
      }
    },
  };
}
