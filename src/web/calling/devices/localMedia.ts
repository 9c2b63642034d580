import type { LocalVideoStream } from '@azure/communication-calling';
import { fail, type Problem } from '../../errors/problem.ts';
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

interface Wish {
  readonly video: boolean;
  /** Without a microphone there shall be no call: nobody is rung up to hear nothing. */
  readonly needsVoice: boolean;
}

/**
 * Asks for microphone and, if wanted, camera. What is missing is told and left out, and the call still goes.
 * The call's owner disposes of the camera stream.
 * @returns `null` when it does not go: it needs a voice, and the browser refuses the microphone. That is told, too.
 */
export async function localMedia(
  devices: Devices,
  { video, needsVoice }: Wish,
  onProblem: (problem: Problem) => void,
): Promise<LocalMedia | null> {
  const access = await devices.ask({ audio: true, video });
  if (!access.audio) {
    const isRefused = await devices.hasMicrophone();
    const stays = isRefused && needsVoice;
    const refused = stays ? 'microphone-needed' : 'microphone-refused';
    onProblem(fail(isRefused ? refused : 'microphone-missing').problem);
    if (stays) return null;
  }
  const media: LocalMedia = { audioOptions: { muted: !access.audio } };
  if (!video) return media;
  const camera = access.video ? await devices.cameraStream() : fail('camera-refused');
  if (camera.ok) return { ...media, videoOptions: { localVideoStreams: [camera.value] } };
  onProblem(camera.problem);
  return media;
}
