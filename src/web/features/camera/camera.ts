import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { capability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import {
  findDeviceProblem,
  watchDeviceProblems,
  type DeviceDiagnostics,
} from '../../calling/call/deviceProblem.ts';
import { isRunning } from '../../calling/call/callState.ts';

/** Why the others do not see the user, whose camera is on. The words are `camera.trouble.<name>` in the locale files. */
export type CameraProblem = 'refused' | 'failed' | 'stopped' | 'frozen';

interface Camera {
  readonly isOn: boolean;
  readonly can: Availability;
  readonly deviceProblem: CameraProblem | null;
}

const diagnostics: DeviceDiagnostics<CameraProblem> = [
  ['cameraPermissionDenied', 'refused'],
  ['cameraStartFailed', 'failed'],
  ['cameraStartTimedOut', 'failed'],
  ['cameraStoppedUnexpectedly', 'stopped'],
  ['cameraFreeze', 'frozen'],
];

const cameraStream = (call: TeamsCall): LocalVideoStream | undefined =>
  call.localVideoStreams.find((stream) => stream.mediaStreamType === 'Video');

/**
 * Turns the user's camera on and off. Turning it off also closes the camera, so that its light goes out. The input `repair`
 * opens a camera again that has stopped, also if the SDK says that it is on.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const camera: CallFeature<Camera, 'repair' | undefined> = {
  name: 'camera',
  read(call, tools) {
    return {
      isOn: call.isLocalVideoStarted,
      // The user may also turn the camera on before the call is connected.
      can: isRunning(call) ? capability(call, tools, 'turnVideoOn') : 'yes',
      deviceProblem: findDeviceProblem(call, tools, diagnostics),
    };
  },
  watch(call, look, tools) {
    const stops = [
      listen(call, ['isLocalVideoStartedChanged', 'localVideoStreamsUpdated'], look),
      watchDeviceProblems(call, tools, look),
      watchCapabilities(call, tools, look),
    ];
    return () => stops.forEach((stop) => stop());
  },
  async run(call, tools, input) {
    const { devices, disposeAtEnd } = tools;
    const running = cameraStream(call);
    if (running) {
      await call.stopVideo(running);
      running.dispose();
      if (input !== 'repair') return undefined;
    }
    const stream = await devices.cameraStream();
    if (!stream.ok) return stream;
    disposeAtEnd(stream.value);
    try {
      await call.startVideo(stream.value);
    } catch (cause) {
      // The camera must not stay on if its video is not sent.
      stream.value.dispose();
      // If the SDK has raised a diagnostic, the banner already shows the problem and its remedy.
      if (findDeviceProblem(call, tools, diagnostics) === null) throw cause;
    }
    return undefined;
  },
};
