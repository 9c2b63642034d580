/** Why the app cannot use a device. `busy`: it is allowed, but cannot be opened, perhaps because another program uses it. */
export type DeviceFault = 'missing' | 'refused' | 'busy';

/** Finds out why the SDK cannot use the microphone or camera. */
export async function findDeviceFault(kind: 'microphone' | 'camera'): Promise<DeviceFault> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    // The browser also lists devices that the user has not allowed.
    const listedKind = kind === 'microphone' ? 'audioinput' : 'videoinput';
    if (!devices.some((device) => device.kind === listedKind)) return 'missing';
    const { state } = await navigator.permissions.query({ name: kind });
    return state === 'granted' ? await tryToOpen(kind) : 'refused';
  } catch {
    // Not every browser knows the permissions `microphone` and `camera`.
    return 'refused';
  }
}

/** Opens a device for a moment, because the browser's error tells why the device cannot be used. */
async function tryToOpen(kind: 'microphone' | 'camera'): Promise<DeviceFault> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: kind === 'microphone',
      video: kind === 'camera',
    });
    for (const track of stream.getTracks()) track.stop();
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    if (name === 'NotAllowedError') return 'refused';
    if (name === 'NotFoundError') return 'missing';
  }
  // Even if the device can be opened now, the SDK could not use it a moment ago.
  return 'busy';
}
