import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { CallFeature } from '../../calling/feature.ts';
import { listen } from '../../calling/listen.ts';

const cameraStream = (call: TeamsCall): LocalVideoStream | undefined =>
  call.localVideoStreams.find((stream) => stream.mediaStreamType === 'Video');

/** Our own camera in this call. Turning it off gives the camera back, and its light goes out. */
export const camera: CallFeature<{ isOn: boolean }> = {
  name: 'camera',
  read: (call) => ({ isOn: call.isLocalVideoStarted }),
  watch: (call, look) => listen(call, ['isLocalVideoStartedChanged', 'localVideoStreamsUpdated'], look),
  async run(call, { devices, own }) {
    const running = cameraStream(call);
    if (running) {
      await call.stopVideo(running);
      running.dispose();
      return;
    }
    const stream = await devices.cameraStream();
    if (!stream.ok) return stream;
    own(stream.value);
    try {
      await call.startVideo(stream.value);
    } catch (cause) {
      // A camera whose picture goes nowhere must not stay on.
      stream.value.dispose();
      throw cause;
    }
  },
};
