import type { CallSession } from '../call/session.ts';

/**
 * Keeps `noMicrophoneDevicesEnumerated` and `noSpeakerDevicesEnumerated` for as long as a call goes on. Whether there
 * is a speaker is only known where the browser can choose one.
 * @returns what ends it.
 */
export function watchDevices({ deps: { devices }, diagnostics }: CallSession): () => void {
  const look = () => {
    const { microphones, speakers } = devices.counts;
    diagnostics.set('noMicrophoneDevicesEnumerated', microphones === 0);
    if (devices.isSpeakerSelectionAvailable) diagnostics.set('noSpeakerDevicesEnumerated', speakers === 0);
  };
  devices.on('audioDevicesUpdated', look);
  look();
  return () => devices.off('audioDevicesUpdated', look);
}
