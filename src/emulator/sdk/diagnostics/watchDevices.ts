import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { Diagnostics } from './diagnostics.ts';

/**
 * Keeps the diagnostics `noMicrophoneDevicesEnumerated` and `noSpeakerDevicesEnumerated` up to date during a call. A
 * browser that cannot choose a speaker does not list speakers. There, the diagnostic about speakers never changes.
 * @returns the function that stops watching.
 */
export function watchDevices(
  devices: EmuDeviceManager,
  diagnostics: Diagnostics<MediaDiagnosticType>,
): () => void {
  const updateDiagnostics = () => {
    const { microphones, speakers } = devices.audioDeviceCounts;
    diagnostics.set('noMicrophoneDevicesEnumerated', microphones === 0);
    if (devices.isSpeakerSelectionAvailable) diagnostics.set('noSpeakerDevicesEnumerated', speakers === 0);
  };
  devices.on('audioDevicesUpdated', updateDiagnostics);
  updateDiagnostics();
  return () => devices.off('audioDevicesUpdated', updateDiagnostics);
}
