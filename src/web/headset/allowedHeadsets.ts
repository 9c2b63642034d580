import { createStore, asReadable } from '../base/store.ts';
import { runInTurn } from './deviceQueue.ts';
import { findHid, telephonyPage, type HidConnectionEvent, type HidDevice } from './webHid.ts';

const allowed = createStore<readonly HidDevice[]>([]);
const unplugged = createStore<readonly HidDevice[]>([]);

/** The headsets that the user has allowed for this site and that are plugged in. The browser remembers the permission. */
export const allowedHeadsets = asReadable(allowed);
/** The allowed headsets that were unplugged since the page was loaded, and not plugged in again. */
export const unpluggedHeadsets = asReadable(unplugged);

const isHeadset = ({ collections }: HidDevice): boolean =>
  collections.some(({ usagePage }) => usagePage === telephonyPage);

/** Whether both are the same product: a device that is plugged in again is another object. */
export const isSameProduct = (one: HidDevice, other: HidDevice): boolean =>
  one.vendorId === other.vendorId && one.productId === other.productId;

function addHeadsets(devices: readonly HidDevice[]): void {
  const added = devices.filter((device) => isHeadset(device) && !allowed.get().includes(device));
  if (added.length === 0) return;
  unplugged.set(unplugged.get().filter((gone) => !added.some((device) => isSameProduct(device, gone))));
  allowed.set([...allowed.get(), ...added]);
}

function removeHeadset(device: HidDevice): void {
  if (!allowed.get().includes(device)) return;
  allowed.set(allowed.get().filter((other) => other !== device));
}

/** Finds the allowed headsets, and follows which of them are plugged in. @returns the function that stops following them */
export function watchAllowedHeadsets(): () => void {
  const hid = findHid();
  if (!hid) return () => {};
  const onConnect = (event: Event) => addHeadsets([(event as HidConnectionEvent).device]);
  const onDisconnect = (event: Event) => {
    const { device } = event as HidConnectionEvent;
    if (allowed.get().includes(device)) unplugged.set([...unplugged.get(), device]);
    removeHeadset(device);
  };
  hid.addEventListener('connect', onConnect);
  hid.addEventListener('disconnect', onDisconnect);
  // A policy of the browser may forbid the API. Then no device can be allowed, and the settings say so when the user asks.
  void hid.getDevices().then(addHeadsets, () => {});
  return () => {
    hid.removeEventListener('connect', onConnect);
    hid.removeEventListener('disconnect', onDisconnect);
  };
}

/** Lets the user allow a headset. Must be called while the browser handles a press. @throws if the browser forbids that */
export async function chooseHeadset(): Promise<void> {
  addHeadsets((await findHid()?.requestDevice({ filters: [{ usagePage: telephonyPage }] })) ?? []);
}

/** Takes back the permission for all parts of a headset. A headset may be several devices for the browser. */
export async function forgetHeadset(headset: HidDevice): Promise<void> {
  const isPart = (device: HidDevice) => isSameProduct(device, headset);
  const parts = [...allowed.get(), ...unplugged.get()].filter(isPart);
  parts.forEach(removeHeadset);
  unplugged.set(unplugged.get().filter((device) => !isPart(device)));
  // The app first turns the lights off, and closes the device.
  for (const part of parts) await runInTurn(part, () => part.forget());
}
