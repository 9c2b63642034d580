import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';
import { checkDevice, findLoss } from './deviceFaults.ts';

/** @returns `devices`, but with the previous object of each unchanged device, so that apps can compare devices by `===`. */
export function reuseKnownDevices<T extends { id: string; name: string }>(
  previousDevices: readonly T[],
  devices: readonly T[],
): T[] {
  return devices.map(
    (device) => previousDevices.find(({ id, name }) => id === device.id && name === device.name) ?? device,
  );
}

/** @param sdkDeviceId the `id` of the SDK: the kind of device, a colon, and the browser's `deviceId`. */
export const browserIdOf = (sdkDeviceId: string): string =>
  sdkDeviceId.replace(/^(?:camera|microphone|speaker):/, '');

/** Checks only the id, since apps may wrap and copy device objects. */
const isDeviceOfKind = (device: unknown, kind: 'camera' | 'microphone'): boolean => {
  const { id } = (device ?? {}) as { id?: unknown };
  return typeof id === 'string' && id.startsWith(`${kind}:`);
};

export const isCamera = (device: unknown): device is VideoDeviceInfo => isDeviceOfKind(device, 'camera');
export const isMicrophone = (device: unknown): device is AudioDeviceInfo =>
  isDeviceOfKind(device, 'microphone');
/** Apps may also capture from a stream of their own instead of a device. */
export const isStream = (source: unknown): source is MediaStream => source instanceof MediaStream;

export const toVideoDevice = ({ deviceId, label }: MediaDeviceInfo): VideoDeviceInfo => ({
  id: `camera:${deviceId}`,
  name: label,
  // The browser does not say what kind of camera it is.
  deviceType: 'UsbCamera',
});

/** @returns the microphone or speaker as a list of one, and for a camera an empty list: callers use `flatMap`. */
export function toAudioDevices({ kind, deviceId, label }: MediaDeviceInfo): AudioDeviceInfo[] {
  if (kind === 'videoinput') return [];
  const deviceType = kind === 'audioinput' ? 'Microphone' : 'Speaker';
  const id = `${deviceType.toLowerCase()}:${deviceId}`;
  // Until the user gives permission, the browser lists one device of each kind without an id: the default.
  const isSystemDefault = deviceId === 'default' || deviceId === '';
  return [{ id, name: label, isSystemDefault, deviceType }];
}

/** Opens devices and closes them at once, which makes the browser ask the user. @returns whether they opened. */
export async function tryOpenDevices(constraints: MediaStreamConstraints): Promise<boolean> {
  try {
    if (constraints.audio) checkDevice('microphone');
    if (constraints.video) checkDevice('camera');
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    // The user refused, or a device is missing or busy.
    return false;
  }
}

/** @returns whether the page may open devices of this kind without asking the user. */
export async function isPermissionGranted(kind: 'camera' | 'microphone'): Promise<boolean> {
  if (findLoss(kind) === 'denied') return false;
  try {
    return (await navigator.permissions.query({ name: kind })).state === 'granted';
  } catch {
    // This browser cannot be asked for the permission, but it gives labels only to the devices that the page may open.
    const browserKind = kind === 'camera' ? 'videoinput' : 'audioinput';
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.some((device) => device.kind === browserKind && device.label !== '');
  }
}
