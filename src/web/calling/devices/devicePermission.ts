import type { DeviceManager } from '@azure/communication-calling';

/** Whether the app requests, or may use, the microphone (`audio`) and the camera (`video`). */
export interface DeviceAccess {
  audio: boolean;
  video: boolean;
}

/**
 * Creates the function that says whether the user has already allowed the requested devices. It asks the browser only once about
 * each device, because each query delays the start of a phone call by some milliseconds. The browser keeps the `PermissionStatus`
 * up to date.
 * @see https://developer.mozilla.org/docs/Web/API/PermissionStatus
 */
function createIsGranted(): (requested: DeviceAccess) => Promise<boolean> {
  const statuses = new Map<string, PermissionStatus>();
  const isDeviceGranted = async (name: 'microphone' | 'camera'): Promise<boolean> => {
    const knownStatus = statuses.get(name);
    if (knownStatus) return knownStatus.state === 'granted';
    const status = await navigator.permissions.query({ name });
    // Without any listener, a browser may not keep the status up to date.
    status.addEventListener('change', () => undefined);
    statuses.set(name, status);
    return status.state === 'granted';
  };
  return async ({ audio, video }) => {
    try {
      const answers = await Promise.all([
        audio ? isDeviceGranted('microphone') : true,
        video ? isDeviceGranted('camera') : true,
      ]);
      return answers.every(Boolean);
    } catch {
      // Not every browser knows the permissions `microphone` and `camera`.
      return false;
    }
  };
}

/**
 * Creates the function that asks the user for microphone and camera through the SDK, but only if needed: the SDK opens and closes
 * the devices, which delays a call by 100 ms.
 * @param getManager gets the SDK's device manager
 * @param onAnswer runs when the SDK has answered, because it may list more devices from then on
 */
export function createAskPermission(getManager: () => Promise<DeviceManager>, onAnswer: () => void) {
  // The browser's permission proves nothing: the operating system may still block the device, until the SDK has opened it once.
  const wasOpened = { audio: false, video: false };
  const isGranted = createIsGranted();

  const askPermission = async (requested: DeviceAccess): Promise<DeviceAccess> => {
    const wereAllOpened = (wasOpened.audio || !requested.audio) && (wasOpened.video || !requested.video);
    if (wereAllOpened && (await isGranted(requested))) return requested;
    try {
      const access = await (await getManager()).askDevicePermission(requested);
      if (requested.audio) wasOpened.audio = access.audio;
      if (requested.video) wasOpened.video = access.video;
      onAnswer();
      return access;
    } catch {
      // The SDK rejects if a requested device is missing. A machine without a camera can still use its microphone.
      if (requested.audio && requested.video) return askPermission({ audio: true, video: false });
      // The call goes on without devices, as after a refusal.
      return { audio: false, video: false };
    }
  };
  return askPermission;
}
