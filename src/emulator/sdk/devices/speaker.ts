import { browserIdOf } from './deviceList.ts';
import type { EmuDeviceManager } from './deviceManager.ts';
import type { Mesh } from '../media/mesh.ts';

/** @returns the browser's id of the chosen speaker; there is none before the browser lists its devices, whatever the type says. */
export function speakerOf(devices: EmuDeviceManager): string | undefined {
  const speaker = devices.selectedSpeaker as { id: string } | undefined;
  return speaker && browserIdOf(speaker.id);
}

/** A call sounds where the person chose. @returns the end of it. */
export function followSpeaker(devices: EmuDeviceManager, mesh: Mesh): () => void {
  const follow = () => mesh.setSpeaker(speakerOf(devices));
  devices.on('selectedSpeakerChanged', follow);
  return () => devices.off('selectedSpeakerChanged', follow);
}
