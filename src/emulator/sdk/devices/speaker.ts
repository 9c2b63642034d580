import { browserIdOf } from './deviceList.ts';
import type { EmuDeviceManager } from './deviceManager.ts';

/**
 * @returns the browser's id of the selected speaker; `undefined` before the browser has listed its devices, although the
 * SDK's type does not allow for that.
 */
export function speakerIdOf(devices: EmuDeviceManager): string | undefined {
  const speaker = devices.selectedSpeaker as { id: string } | undefined;
  return speaker && browserIdOf(speaker.id);
}

/** Moves the sound of a call to the speaker that is selected. @returns the function that stops it. */
export function followSpeaker(
  devices: EmuDeviceManager,
  output: { setSpeaker(id: string | undefined): void },
): () => void {
  const follow = () => output.setSpeaker(speakerIdOf(devices));
  devices.on('selectedSpeakerChanged', follow);
  return () => devices.off('selectedSpeakerChanged', follow);
}
