/**
 * Converts the SDK's id of a device to the browser's id, which `getUserMedia` and `setSinkId` take.
 * @param id the browser's id with a prefix for the kind of device: `microphone:…`, `camera:…` or `speaker:…`
 */
export const toBrowserDeviceId = (id: string): string => id.slice(id.indexOf(':') + 1);
