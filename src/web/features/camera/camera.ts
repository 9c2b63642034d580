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

/** Why the others do not see us although we want it: `camera.trouble.<name>` in the locale files. */
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
 * Our own camera in this call. Turning it off gives the camera back, and its light goes out. Input `repair` opens one
 * anew that stopped, also when it seems to be on.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const camera: CallFeature<Camera, 'repair' | undefined> = {
  name: 'camera',
  read(call, tools) {
    return {
      isOn: call.isLocalVideoStarted,
      // Before the call stands the camera may be turned on already.
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
  async run(call, tools, wanted) {
    const { devices, disposeAtEnd } = tools;
    const running = cameraStream(call);
    if (running) {
      await call.stopVideo(running);
      running.dispose();
      if (wanted !== 'repair') return undefined;
    }
    const stream = await devices.cameraStream();
    if (!stream.ok) return stream;
    disposeAtEnd(stream.value);
    try {
      await call.startVideo(stream.value);
    } catch (cause) {
      // A camera whose picture goes nowhere must not stay on.
      stream.value.dispose();
      // What the SDK has diagnosed is told already, with the way to mend it.
      if (findDeviceProblem(call, tools, diagnostics) === null) throw cause;
    }
    return undefined;
  },
};
