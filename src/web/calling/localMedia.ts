import type { LocalVideoStream } from '@azure/communication-calling';
import { fail, type Problem } from '../errors/problem.ts';
import type { Devices } from './devices.ts';

/** The part of `startCall`'s and `accept`'s options that says what we send. */
export interface LocalMedia {
  audioOptions: { muted: boolean };
  videoOptions?: { localVideoStreams: LocalVideoStream[] };
}

/** Gives back what no call took: the call could not be started or answered. */
export function giveBack(media: LocalMedia | null): void {
  for (const stream of media?.videoOptions?.localVideoStreams ?? []) stream.dispose();
}

/**
 * Asks for microphone and, if wanted, camera. What is refused is told and left out: the call still goes.
 * The call's owner disposes of the camera stream.
 */
export async function localMedia(
  devices: Devices,
  video: boolean,
  onProblem: (problem: Problem) => void,
): Promise<LocalMedia> {
  const access = await devices.ask({ audio: true, video });
  if (!access.audio) onProblem(fail('microphone-refused').problem);
  const media: LocalMedia = { audioOptions: { muted: !access.audio } };
  if (!video) return media;
  const camera = access.video ? await devices.cameraStream() : fail('camera-refused');
  if (camera.ok) return { ...media, videoOptions: { localVideoStreams: [camera.value] } };
  onProblem(camera.problem);
  return media;
}
