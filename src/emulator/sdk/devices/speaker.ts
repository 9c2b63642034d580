import { browserIdOf } from './deviceList.ts';
import type { EmuDeviceManager } from './deviceManager.ts';

/**
 * @returns the browser's `deviceId` of the selected speaker. It is `undefined` before the browser has listed its devices,
 * although the SDK's type does not allow for that.
 */
export function speakerIdOf(devices: EmuDeviceManager): string | undefined {
  const speaker = devices.selectedSpeaker as { id: string } | undefined;
  return speaker && browserIdOf(speaker.id);
}

/**
 * Keeps the sound of a call on the selected speaker when the selection changes.
 * @returns the function that stops following the selection.
 */
export function followSpeaker(
  devices: EmuDeviceManager,
  output: { setSpeaker(speakerId: string | undefined): void },
): () => void {
  const updateSpeaker = () => output.setSpeaker(speakerIdOf(devices));
  devices.on('selectedSpeakerChanged', updateSpeaker);
  return () => devices.off('selectedSpeakerChanged', updateSpeaker);
}
