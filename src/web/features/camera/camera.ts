import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { watchDeviceProblem } from '../../calling/call/deviceProblem.ts';
import { isRunning } from '../../calling/call/callState.ts';

/** SDK diagnostics that say why the others do not see the user, with the app's names (`camera.trouble.*` in the locale files). */
const cameraDiagnostics = [
  ['cameraPermissionDenied', 'refused'],
  ['cameraStartFailed', 'failed'],
  ['cameraStartTimedOut', 'failed'],
  ['cameraStoppedUnexpectedly', 'stopped'],
  ['cameraFreeze', 'frozen'],
] as const;

interface CameraState {
  readonly isOn: boolean;
  readonly availability: Availability;
  /** `null` if the SDK reports no problem. */
  readonly deviceProblem: (typeof cameraDiagnostics)[number][1] | null;
}

const findCameraStream = (call: TeamsCall): LocalVideoStream | undefined =>
  call.localVideoStreams.find((stream) => stream.mediaStreamType === 'Video');

/**
 * The user's camera. Without input, `run` turns the camera on, or turns it off and closes it, so that its light goes out.
 * The input `reopen` restarts a camera that has stopped, even if the SDK still reports it as on.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const camera: CallFeature<CameraState, 'reopen' | undefined> = {
  name: 'camera',
  create(context) {
    const { call, tools, watch, atEnd } = context;
    const readDeviceProblem = watchDeviceProblem(context, cameraDiagnostics);
    watch(call, 'isLocalVideoStartedChanged', 'localVideoStreamsUpdated');
    return {
      read: () => ({
        isOn: call.isLocalVideoStarted,
        // The user may also turn the camera on before the call is connected.
        availability: isRunning(call) ? checkCapability(call, tools, 'turnVideoOn') : 'yes',
        deviceProblem: readDeviceProblem(),
      }),
      async run(input) {
        const runningStream = findCameraStream(call);
        if (runningStream) {
          await call.stopVideo(runningStream);
          runningStream.dispose();
          if (input !== 'reopen') return undefined;
        }
        const openedCamera = await tools.devices.openCamera();
        if (!openedCamera.ok) return openedCamera;
        const newStream = openedCamera.value;
        atEnd(() => newStream.dispose());
        try {
          await call.startVideo(newStream);
        } catch (cause) {
          // Closes the camera, which would otherwise stay on although its video is not sent.
          newStream.dispose();
          // If the SDK has raised a diagnostic, the banner already shows the problem and its remedy, so nothing is thrown.
          if (readDeviceProblem() === null) throw cause;
        }
        return undefined;
      },
    };
  },
};
