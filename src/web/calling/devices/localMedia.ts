import type { LocalVideoStream } from '@azure/communication-calling';
import { fail, type Problem } from '../../errors/problem.ts';
import type { Devices } from './devices.ts';

/** Options of the SDK's `startCall` and `accept`: whether the user sends audio and video. */
export interface LocalMedia {
  audioOptions: { muted: boolean };
  videoOptions?: { localVideoStreams: LocalVideoStream[] };
}

export function disposeMedia(media: LocalMedia | null): void {
  for (const stream of media?.videoOptions?.localVideoStreams ?? []) stream.dispose();
}

interface MediaRequest {
  readonly video: boolean;
  /** Whether the user begins muted although the microphone works. Default: `false`. */
  readonly muted?: boolean;
  /** Whether a refused or busy microphone prevents the call, because the callee would hear only silence. */
  readonly needsMicrophone: boolean;
}

/** The problems to report when the microphone's fault prevents the call. */
const preventedCallCodes = { refused: 'microphone-needed', busy: 'microphone-needed-busy' } as const;

/**
 * Asks for the microphone and, if requested, opens the camera. Reports a device that cannot be used, and goes on without it. The
 * caller must dispose of the camera stream.
 * @returns `null` if the microphone prevents the call (see `needsMicrophone`)
 */
export async function openLocalMedia(
  devices: Devices,
  { video, muted = false, needsMicrophone }: MediaRequest,
  onProblem: (problem: Problem) => void,
): Promise<LocalMedia | null> {
  const access = await devices.askPermission({ audio: true, video });
  if (!access.audio) {
    const fault = await devices.findFault('microphone');
    // A user without a microphone can still listen.
    const preventsCall = needsMicrophone && fault !== 'missing';
    onProblem(fail(preventsCall ? preventedCallCodes[fault] : `microphone-${fault}`).problem);
    if (preventsCall) return null;
  }
  const media: LocalMedia = { audioOptions: { muted: muted || !access.audio } };
  if (!video) return media;
  const camera = access.video
    ? await devices.openCamera()
    : fail(`camera-${await devices.findFault('camera')}`);
  if (camera.ok) return { ...media, videoOptions: { localVideoStreams: [camera.value] } };
  onProblem(camera.problem);
  return media;
}
