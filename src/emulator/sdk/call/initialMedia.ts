import type { AcceptCallOptions, JoinCallOptions } from '@azure/communication-calling';
import { checkAudioStream } from '../media/localAudioStream.ts';
import { checkVideoStream } from '../media/localVideoStream.ts';
import { noLimits, applyConstraints } from '../media/videoLimits.ts';
import type { CallSession } from './session.ts';

/**
 * Checks the media options before a call is created. A later error would leave a call that rings, and that the app could
 * not end, because the app would have no call object.
 * @returns the options. Without `audio` the call starts with the selected microphone, without `video` it has no video.
 * @throws 400/0 (code/subcode) for an invalid constraint; the errors of `checkVideoStream` and `checkAudioStream`.
 */
export function readInitialMedia(options: JoinCallOptions | AcceptCallOptions) {
  const { audioOptions, videoOptions } = options;
  const [audio] = audioOptions?.localAudioStreams ?? [];
  const [video] = videoOptions?.localVideoStreams ?? [];
  const constraints = videoOptions?.constraints && { video: videoOptions.constraints };
  // This line only checks the constraints. `openInitialMedia` applies them.
  applyConstraints(noLimits, constraints);
  return {
    audio: audio && checkAudioStream(audio),
    video: video && checkVideoStream(video),
    isMuted: audioOptions?.muted ?? false,
    constraints,
  };
}

/** Starts to open the camera, and schedules the opening of the microphone. If the camera fails, the call has no video. */
export function openInitialMedia(
  { mesh, localMedia, localStreams }: CallSession,
  { audio, video, isMuted, constraints }: ReturnType<typeof readInitialMedia>,
): void {
  mesh.setConstraints(constraints);
  localMedia.isMuted = isMuted;
  localMedia.microphone.scheduleOpening(audio);
  // A camera that fails leaves the list of streams. The app learns the reason from the media diagnostics.
  if (video) void localMedia.startVideo('video', video).catch(() => localStreams.update(localMedia, 'video'));
  localStreams.listInitialStreams(localMedia);
}
