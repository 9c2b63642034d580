import type { FalseMedia } from '../devices/deviceFaults.ts';

/** Creates a track that stands in for a captured one: a camera that is frozen or black, or a microphone that is silent. */
export function createFalseTrack(track: MediaStreamTrack, fault: FalseMedia): MediaStreamTrack {
  if (fault === 'frozen') return createFrozenTrack(track);
  const clone = track.clone();
  // A disabled track delivers black frames or silence.
  clone.enabled = false;
  return clone;
}

/** Creates a video track with one frame, the next one of the camera. */
function createFrozenTrack(track: MediaStreamTrack): MediaStreamTrack {
  const { width = 640, height = 360 } = track.getSettings();
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  // A rate of 0 captures a frame only on request.
  const [frozen] = canvas.captureStream(0).getVideoTracks() as CanvasCaptureMediaStreamTrack[];
  if (!frozen) throw new DOMException('The canvas has no track.', 'NotReadableError');
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  const drawOnce = async () => {
    await video.play();
    context?.drawImage(video, 0, 0, width, height);
    frozen.requestFrame();
    video.srcObject = null;
  };
  // If the camera ends first, the video stays black.
  drawOnce().catch(() => undefined);
  return frozen;
}
