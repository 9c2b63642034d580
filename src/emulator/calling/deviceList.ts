import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';

/** The same device stays the same object, so that apps may compare. */
export function keep<T extends { id: string; name: string }>(before: readonly T[], now: readonly T[]): T[] {
  return now.map(
    (device) => before.find(({ id, name }) => id === device.id && name === device.name) ?? device,
  );
}

export const camera = ({ deviceId, label }: MediaDeviceInfo): VideoDeviceInfo => ({
  id: deviceId,
  name: label,
  deviceType: 'UsbCamera',
});

export function audioDevice({ kind, deviceId, label }: MediaDeviceInfo): AudioDeviceInfo[] {
  if (kind === 'videoinput') return [];
  const deviceType = kind === 'audioinput' ? 'Microphone' : 'Speaker';
  return [{ id: deviceId, name: label, isSystemDefault: deviceId === 'default', deviceType }];
}

/** @returns whether the browser opens what is asked for; it is closed again at once. */
export async function tryOpen(constraints: MediaStreamConstraints): Promise<boolean> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    // Refused, missing or busy: the answer is no, whichever it was.
    return false;
  }
}
