import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';

/** Keeps the objects of devices that are still there, so that apps can compare them. */
export function keepKnown<T extends { id: string; name: string }>(
  before: readonly T[],
  now: readonly T[],
): T[] {
  return now.map(
    (device) => before.find(({ id, name }) => id === device.id && name === device.name) ?? device,
  );
}

/** @returns the browser's id of a device. The SDK's ids begin with the kind of device. */
export const browserIdOf = (id: string): string => id.replace(/^(?:camera|microphone|speaker):/, '');

/** Recognizes a device by its id alone, since apps may wrap and copy devices. */
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
  // Without a permission the browser lists a single device without an id, which stands for the default.
  const isSystemDefault = deviceId === 'default' || deviceId === '';
  return [{ id, name: label, isSystemDefault, deviceType }];
}

/** Opens devices and closes them at once, which makes the browser ask the user. @returns whether they opened. */
export async function tryOpen(constraints: MediaStreamConstraints): Promise<boolean> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    // Refused, missing or busy: the answer is no in each case.
    return false;
  }
}

/** @returns whether the page may open devices of this kind without asking the user. */
export async function isGranted(kind: 'camera' | 'microphone'): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: kind })).state === 'granted';
  } catch {
    // This browser cannot be queried. It gives labels to the devices that the page may open.
    const input = kind === 'camera' ? 'videoinput' : 'audioinput';
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.some(({ kind: is, label }) => is === input && label !== '');
  }
}
