import { createFinding, type Finding } from './finding.ts';

/** Opens a device for a moment, because only that shows whether the device works. */
async function checkDevice(
  check: 'camera' | 'microphone',
  constraints: MediaStreamConstraints,
): Promise<Finding> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    const tracks = stream.getTracks();
    for (const track of tracks) track.stop();
    return createFinding(check, 'pass', tracks[0]?.label);
  } catch (cause) {
    return createFinding(check, 'fail', cause instanceof Error ? cause.name : 'unknown');
  }
}

/** Checks the devices one after another, so that the browser asks one question at a time. */
export async function checkDevices(): Promise<readonly Finding[]> {
  return [await checkDevice('camera', { video: true }), await checkDevice('microphone', { audio: true })];
}
