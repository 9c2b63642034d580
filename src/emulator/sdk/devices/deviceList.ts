import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';

/** The same device stays the same object, so that apps may compare. */
export function keep<T extends { id: string; name: string }>(before: readonly T[], now: readonly T[]): T[] {
  return now.map(
    (device) => before.find(({ id, name }) => id === device.id && name === device.name) ?? device,
  );
}

/** @returns the browser's id of a device of the SDK, whose ids name the kind of device first. */
export const browserIdOf = (id: string): string => id.replace(/^(?:camera|microphone|speaker):/, '');

/** Apps may wrap and copy devices, so that only their members tell what they are. */
const isDevice = (device: unknown, kind: string): boolean => {
  const { id } = (device ?? {}) as { id?: unknown };
  return typeof id === 'string' && id.startsWith(`${kind}:`);
};

export const isCamera = (device: unknown): device is VideoDeviceInfo => isDevice(device, 'camera');
export const isMicrophone = (device: unknown): device is AudioDeviceInfo => isDevice(device, 'microphone');

export const camera = ({ deviceId, label }: MediaDeviceInfo): VideoDeviceInfo => ({
  id: `camera:${deviceId}`,
  name: label,
  deviceType: 'UsbCamera',
});

export function audioDevice({ kind, deviceId, label }: MediaDeviceInfo): AudioDeviceInfo[] {
  if (kind === 'videoinput') return [];
  const deviceType = kind === 'audioinput' ? 'Microphone' : 'Speaker';
  const id = `${deviceType.toLowerCase()}:${deviceId}`;
  // Without a permission the browser lists one device without an id, which stands for the default.
  const isSystemDefault = deviceId === 'default' || deviceId === '';
  return [{ id, name: label, isSystemDefault, deviceType }];
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

/** @returns whether this page may open devices of a kind now, without asking for it. */
export async function isGranted(kind: 'camera' | 'microphone'): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: kind })).state === 'granted';
  } catch {
    // A browser that cannot be asked names the devices that the page may open.
    const input = kind === 'camera' ? 'videoinput' : 'audioinput';
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.some(({ kind: is, label }) => is === input && label !== '');
  }
}
