import type { AcceptCallOptions, JoinCallOptions, VideoOptions } from '@azure/communication-calling';
import { localAudio, type EmuLocalAudioStream } from '../media/localAudioStream.ts';
import { localVideo, type EmuLocalVideoStream } from '../media/localVideoStream.ts';
import { noLimits, withConstraints } from '../media/videoLimits.ts';
import type { CallSession } from './session.ts';

/** The media that a call starts with. */
export interface InitialMedia {
  readonly audio: EmuLocalAudioStream | undefined;
  readonly video: EmuLocalVideoStream | undefined;
  readonly muted: boolean;
  readonly constraints: VideoOptions['constraints'];
}

/**
 * Checks the media options of a call before there is a call. If an error came later, the call would keep ringing and
 * hold a microphone that nobody could release.
 * @throws the errors of `localVideo` and `localAudio` for invalid streams; 400/0 for an invalid constraint.
 */
export function readInitialMedia(options: JoinCallOptions | AcceptCallOptions): InitialMedia {
  const { audioOptions, videoOptions } = options;
  const [audio] = audioOptions?.localAudioStreams ?? [];
  const [video] = videoOptions?.localVideoStreams ?? [];
  const constraints = videoOptions?.constraints;
  withConstraints(noLimits, constraints && { video: constraints });
  return {
    audio: audio && localAudio(audio),
    video: video && localVideo(video),
    muted: audioOptions?.muted ?? false,
    constraints,
  };
}

/** Opens the media while the call is being set up. If the camera fails, the call goes on without video. */
export function openInitialMedia(
  session: CallSession,
  { audio, video, muted, constraints }: InitialMedia,
): void {
  const { local, localStreams } = session;
  session.mesh.constrain(constraints && { video: constraints });
  local.muted = muted;
  local.microphone.startSoon(audio);
  // The diagnostics have the reason of a failure.
  if (video) void local.start('video', video).catch(() => localStreams.update(local, 'video'));
  localStreams.begin(local);
}
