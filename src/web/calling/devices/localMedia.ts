import type { LocalVideoStream } from '@azure/communication-calling';
import { fail, type Problem } from '../../errors/problem.ts';
import type { Devices } from './devices.ts';

/** The part of the options of `startCall` and `accept` that says what the user sends. */
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
  /** Whether there must be no call if the browser refuses the microphone, so that no callee hears only silence. */
  readonly needsMicrophone: boolean;
}

/**
 * Asks the browser for the microphone and, if requested, opens the camera. A missing or refused device is reported and
 * left out. The caller of this function disposes of the camera stream.
 * @returns `null` if `needsMicrophone` is set and the browser refuses the microphone
 */
export async function openLocalMedia(
  devices: Devices,
  { video, needsMicrophone }: MediaRequest,
  onProblem: (problem: Problem) => void,
): Promise<LocalMedia | null> {
  const access = await devices.ask({ audio: true, video });
  if (!access.audio) {
    const isRefused = await devices.hasMicrophone();
    const preventsCall = isRefused && needsMicrophone;
    const refused = preventsCall ? 'microphone-needed' : 'microphone-refused';
    onProblem(fail(isRefused ? refused : 'microphone-missing').problem);
    if (preventsCall) return null;
  }
  const media: LocalMedia = { audioOptions: { muted: !access.audio } };
  if (!video) return media;
  const camera = access.video ? await devices.cameraStream() : fail('camera-refused');
  if (camera.ok) return { ...media, videoOptions: { localVideoStreams: [camera.value] } };
  onProblem(camera.problem);
  return media;
}
