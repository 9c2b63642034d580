import type { LocalVideoStream } from '@azure/communication-calling';
import { fail, type Problem } from '../../errors/problem.ts';
import type { Devices } from './devices.ts';

/** Options of the SDK's `startCall` and `accept` that say whether the user sends audio and video. */
export interface LocalMedia {
  audioOptions: { muted: boolean };
  videoOptions?: { localVideoStreams: LocalVideoStream[] };
}

/** Disposes of the camera stream of a call that could not be started or accepted. */
export function disposeMedia(media: LocalMedia | null): void {
  for (const stream of media?.videoOptions?.localVideoStreams ?? []) stream.dispose();
}

interface MediaRequest {
  readonly video: boolean;
  /** Whether no call begins if the browser refuses the microphone, because the callee would hear only silence. */
  readonly needsMicrophone: boolean;
}

/**
 * Asks the browser for the microphone and, if requested, opens the camera. If a device is missing or refused, this
 * function reports that and goes on without the device. The code that calls this function must dispose of the camera
 * stream.
 * @returns `null` if `needsMicrophone` is set and the browser refuses the microphone
 */
export async function openLocalMedia(
  devices: Devices,
  { video, needsMicrophone }: MediaRequest,
  onProblem: (problem: Problem) => void,
): Promise<LocalMedia | null> {
  const access = await devices.askPermission({ audio: true, video });
  if (!access.audio) {
    // If the machine has a microphone, the browser has refused it. On a machine without one, every call begins muted.
    const isRefused = await devices.hasMicrophone();
    const preventsCall = isRefused && needsMicrophone;
    const refusalCode = preventsCall ? 'microphone-needed' : 'microphone-refused';
    onProblem(fail(isRefused ? refusalCode : 'microphone-missing').problem);
    if (preventsCall) return null;
  }
  const media: LocalMedia = { audioOptions: { muted: !access.audio } };
  if (!video) return media;
  const camera = access.video ? await devices.openCamera() : fail('camera-refused');
  if (camera.ok) return { ...media, videoOptions: { localVideoStreams: [camera.value] } };
  onProblem(camera.problem);
  return media;
}
