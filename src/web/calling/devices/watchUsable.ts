import { watchDeviceAccess, type devicesWithAccess } from '../../base/deviceAccess.ts';
import { joinStops } from '../../base/subscriptions.ts';
import type { ProblemCode } from '../../errors/catalogue.ts';
import type { Devices } from './devices.ts';

type Device = (typeof devicesWithAccess)[number];

/** The problems that are over once the app has used the device, or the user has allowed it, or it has been plugged in. */
const endedProblems: Readonly<
  Record<'used' | 'allowed' | 'present', Record<Device, readonly ProblemCode[]>>
> = {
  used: {
    microphone: [
      'microphone-refused',
      'microphone-needed',
      'microphone-missing',
      'microphone-busy',
      'microphone-needed-busy',
    ],
    camera: ['camera-refused', 'camera-missing', 'camera-busy'],
  },
  allowed: { microphone: ['microphone-refused', 'microphone-needed'], camera: ['camera-refused'] },
  present: { microphone: ['microphone-missing'], camera: ['camera-missing'] },
};

/**
 * Watches when the cause of a message about a device is gone.
 * @param onEnd runs with the codes of the problems that are over
 * @returns the devices, whose use is watched, and the function that stops watching the rest
 */
export function watchUsable(
  devices: Devices,
  onEnd: (codes: readonly ProblemCode[]) => void,
): readonly [devices: Devices, stop: () => void] {
  const stop = joinStops(
    watchDeviceAccess((device, access) => access === 'granted' && onEnd(endedProblems.allowed[device])),
    devices.list.subscribe(() => {
      const { microphones, cameras } = devices.list.get();
      if (microphones.length > 0) onEnd(endedProblems.present.microphone);
      if (cameras.length > 0) onEnd(endedProblems.present.camera);
    }),
  );
  const watchedDevices: Devices = {
    ...devices,
    async askPermission(requested) {
      const access = await devices.askPermission(requested);
      if (access.audio) onEnd(endedProblems.used.microphone);
      return access;
    },
    async openCamera() {
      const camera = await devices.openCamera();
      if (camera.ok) onEnd(endedProblems.used.camera);
      return camera;
    },
  };
  return [watchedDevices, stop];
}
