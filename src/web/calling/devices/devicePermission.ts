import type { DeviceManager } from '@azure/communication-calling';

/** Which of microphone (`audio`) and camera (`video`) the app requests, or may use. */
export interface DeviceAccess {
  audio: boolean;
  video: boolean;
}

/** Whether the browser says that the user has already allowed the requested devices. */
async function isGranted({ audio, video }: DeviceAccess): Promise<boolean> {
  const permissionNames = [...(audio ? ['microphone'] : []), ...(video ? ['camera'] : [])];
  try {
    const answers = await Promise.all(
      permissionNames.map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    return answers.every(({ state }) => state === 'granted');
  } catch {
    // Not every browser knows the permissions `microphone` and `camera`.
    return false;
  }
}

/**
 * Creates the function that asks the user for microphone and camera, through the SDK. To ask, the SDK opens the devices
 * and closes them again. That takes 100 ms at the moment when the user presses *Call*, so the SDK is only asked if
 * needed.
 * @param getManager gets the SDK's device manager
 */
export function createAskPermission(getManager: () => Promise<DeviceManager>) {
  // The browser may say "granted" although the operating system blocks the device. A device is known to work only after
  // the SDK has opened it once in this page.
  const wasOpened = { audio: false, video: false };

  return async (requested: DeviceAccess): Promise<DeviceAccess> => {
    const areKnownToWork = (wasOpened.audio || !requested.audio) && (wasOpened.video || !requested.video);
    if (areKnownToWork && (await isGranted(requested))) return requested;
    try {
      const access = await (await getManager()).askDevicePermission(requested);
      if (requested.audio) wasOpened.audio = access.audio;
      if (requested.video) wasOpened.video = access.video;
      return access;
    } catch {
      // The SDK rejects on a machine that has no device. The call then goes on without devices, as after a refusal.
      return { audio: false, video: false };
    }
  };
}
