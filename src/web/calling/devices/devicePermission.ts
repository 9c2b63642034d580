import type { DeviceManager } from '@azure/communication-calling';

/** Microphone and camera: which ones are requested, or which ones may be used. */
export interface DeviceAccess {
  audio: boolean;
  video: boolean;
}

/** Whether the user has already allowed the requested devices, as far as the browser says. */
async function isGranted({ audio, video }: DeviceAccess): Promise<boolean> {
  const names = [...(audio ? ['microphone'] : []), ...(video ? ['camera'] : [])];
  try {
    const answers = await Promise.all(
      names.map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    return answers.every(({ state }) => state === 'granted');
  } catch {
    // Not every browser knows these two permissions.
    return false;
  }
}

/**
 * Creates the function that asks for device permission. It asks the SDK only when needed: the SDK opens the devices and
 * closes them again, which takes 100 ms at the moment when the user presses *Call*.
 */
export function createAskPermission(manager: () => Promise<DeviceManager>) {
  // A browser may say "granted" of a device that the operating system withholds. Only a device that the SDK has opened once
  // in this page is known to work.
  const opened = { audio: false, video: false };

  return async (requested: DeviceAccess): Promise<DeviceAccess> => {
    const haveOpened = (opened.audio || !requested.audio) && (opened.video || !requested.video);
    if (haveOpened && (await isGranted(requested))) return requested;
    try {
      const access = await (await manager()).askDevicePermission(requested);
      if (requested.audio) opened.audio = access.audio;
      if (requested.video) opened.video = access.video;
      return access;
    } catch {
      // On a machine without any device, the SDK rejects. The call then goes without devices, as after a refusal.
      return { audio: false, video: false };
    }
  };
}
