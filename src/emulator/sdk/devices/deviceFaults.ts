import { getPageConditions } from '../base/pageConditions.ts';

// The conditions `camera` and `microphone` are faults of the user's devices, which a test switches on.

export type FaultyDevice = 'camera' | 'microphone';

/** What a device delivers in place of what it captures. */
export type FalseMedia = 'frozen' | 'black' | 'silent';

/** @returns whether the device is missing, or the permission for it is, as long as a test wants it. */
export function findLoss(device: FaultyDevice): 'unplugged' | 'denied' | undefined {
  const fault = getPageConditions()[device];
  return fault === 'unplugged' || fault === 'denied' ? fault : undefined;
}

export function findFalseMedia(device: FaultyDevice): FalseMedia | undefined {
  const fault = getPageConditions()[device];
  return fault === 'unplugged' || fault === 'denied' ? undefined : fault;
}

/** @throws what a browser throws if the device is missing, or the page has no permission. */
export function checkDevice(device: FaultyDevice): void {
  const loss = findLoss(device);
  if (loss === 'unplugged') throw new DOMException(`A test has unplugged the ${device}.`, 'NotFoundError');
  if (loss === 'denied') throw new DOMException('A test has taken the permission away.', 'NotAllowedError');
}

/** @param kind the browser's kind of a device. Speakers have no faults. */
export const isUnplugged = (kind: MediaDeviceKind): boolean =>
  (kind === 'videoinput' && findLoss('camera') === 'unplugged') ||
  (kind === 'audioinput' && findLoss('microphone') === 'unplugged');
