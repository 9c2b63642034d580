/**
 * The browser's own id of a device, as `getUserMedia` and `setSinkId` take it.
 * @param id the SDK's, which puts the kind before it: `microphone:…`, `camera:…` or `speaker:…`
 */
export const browserId = (id: string): string => id.slice(id.indexOf(':') + 1);
