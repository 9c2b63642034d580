/**
 * The browser's id of a device, which `getUserMedia` and `setSinkId` take.
 * @param id the SDK's id, which has the kind of device in front: `microphone:…`, `camera:…` or `speaker:…`
 */
export const browserId = (id: string): string => id.slice(id.indexOf(':') + 1);
