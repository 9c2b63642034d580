import { finding, type Finding } from './finding.ts';

/** Opens a device for a moment. Nothing else shows that it works. */
async function open(check: 'camera' | 'microphone', wanted: MediaStreamConstraints): Promise<Finding> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(wanted);
    const [track] = stream.getTracks();
    for (const opened of stream.getTracks()) opened.stop();
    return finding(check, 'pass', track?.label);
  } catch (cause) {
    return finding(check, 'fail', cause instanceof Error ? cause.name : 'unknown');
  }
}

/** Checks the devices one after another, so that the browser asks one question at a time. */
export async function deviceFindings(): Promise<readonly Finding[]> {
  return [await open('camera', { video: true }), await open('microphone', { audio: true })];
}
