import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { Diagnostics } from './diagnostics.ts';

/**
 * Keeps `noMicrophoneDevicesEnumerated` and `noSpeakerDevicesEnumerated` up to date during a call. The latter only
 * where the browser can choose a speaker, since other browsers do not list them.
 * @returns the function that stops it.
 */
export function watchDevices(
  devices: EmuDeviceManager,
  diagnostics: Diagnostics<MediaDiagnosticType>,
): () => void {
  const update = () => {
    const { microphones, speakers } = devices.counts;
    diagnostics.set('noMicrophoneDevicesEnumerated', microphones === 0);
    if (devices.isSpeakerSelectionAvailable) diagnostics.set('noSpeakerDevicesEnumerated', speakers === 0);
  };
  devices.on('audioDevicesUpdated', update);
  update();
  return () => devices.off('audioDevicesUpdated', update);
}
