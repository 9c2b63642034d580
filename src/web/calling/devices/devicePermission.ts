import type { DeviceManager } from '@azure/communication-calling';

/** Which of microphone (`audio`) and camera (`video`) the app requests, or may use. */
export interface DeviceAccess {
  audio: boolean;
  video: boolean;
}

/**
 * Creates the function that says whether the user has already allowed the requested devices. It asks the browser only once for
 * each device, because the answer takes some milliseconds at the moment when the user presses *Call*. After that, the browser
 * itself keeps the state of its answer up to date.
 * @see https://developer.mozilla.org/docs/Web/API/PermissionStatus
 */
function createIsGranted(): (requested: DeviceAccess) => Promise<boolean> {
  const statuses = new Map<string, PermissionStatus>();
  const isDeviceGranted = async (name: 'microphone' | 'camera'): Promise<boolean> => {
    const knownStatus = statuses.get(name);
    if (knownStatus) return knownStatus.state === 'granted';
    const status = await navigator.permissions.query({ name });
    // A browser may keep the state of a status up to date only while the status has a listener.
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
 * Creates the function that asks the user for microphone and camera, through the SDK. To ask, the SDK opens the devices
 * and closes them again. That takes 100 ms at the moment when the user presses *Call*, so the SDK is only asked if
 * needed.
 * @param getManager gets the SDK's device manager
 * @param onAnswer runs when the SDK has answered, because the SDK may list more devices from then on
 */
export function createAskPermission(getManager: () => Promise<DeviceManager>, onAnswer: () => void) {
  // The browser may say "granted" although the operating system blocks the device. A device is known to work only after
  // the SDK has opened it once in this page.
  const wasOpened = { audio: false, video: false };
  const isGranted = createIsGranted();

  const askPermission = async (requested: DeviceAccess): Promise<DeviceAccess> => {
    const areKnownToWork = (wasOpened.audio || !requested.audio) && (wasOpened.video || !requested.video);
    if (areKnownToWork && (await isGranted(requested))) return requested;
    try {
      const access = await (await getManager()).askDevicePermission(requested);
      if (requested.audio) wasOpened.audio = access.audio;
      if (requested.video) wasOpened.video = access.video;
      onAnswer();
      return access;
    } catch {
      // The SDK rejects on a machine that has no device. A machine that has only a microphone can use that one.
      if (requested.audio && requested.video) return askPermission({ audio: true, video: false });
      // The call then goes on without devices, as after a refusal.
      return { audio: false, video: false };
    }
  };
  return askPermission;
}
