import type { AcceptCallOptions, JoinCallOptions, VideoOptions } from '@azure/communication-calling';
import { localAudio, type EmuLocalAudioStream } from '../media/localAudioStream.ts';
import { localVideo, type EmuLocalVideoStream } from '../media/localVideoStream.ts';
import type { CallSession } from './session.ts';
import { constrained, noLimits } from '../media/videoLimits.ts';

/** What a call starts with. */
export interface Media {
  readonly audio: EmuLocalAudioStream | undefined;
  readonly video: EmuLocalVideoStream | undefined;
  readonly muted: boolean;
  readonly constraints: VideoOptions['constraints'];
}

/**
 * Reads what an app wants a call to start with, before there is a call: one that is refused half-way would keep
 * ringing, and hold a microphone that nobody can give back.
 * @throws 400/41025 for what is no video stream, 400/0 for what is no audio stream or no limit.
 */
export function readMedia(options: JoinCallOptions | AcceptCallOptions): Media {
  const { audioOptions, videoOptions } = options;
  const [audio] = audioOptions?.localAudioStreams ?? [];
  const [video] = videoOptions?.localVideoStreams ?? [];
  const constraints = videoOptions?.constraints;
  constrained(noLimits, constraints && { video: constraints });
  return {
    audio: audio && localAudio(audio),
    video: video && localVideo(video),
    muted: audioOptions?.muted ?? false,
    constraints,
  };
}

/** Opens it, while the call is being set up. A camera that is refused leaves a call without. */
export function openMedia(session: CallSession, { audio, video, muted, constraints }: Media): void {
  session.mesh.constrain(constraints && { video: constraints });
  session.local.muted = muted;
  session.local.microphone.startSoon(audio);
  // The diagnostics have told why; the call goes on without a picture.
  if (video)
    void session.local.start('video', video).catch(() => session.sent.changed(session.local, 'video'));
  session.sent.begin(session.local);
}
