import type { DiagnosticQuality as Quality } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';

/**
 * The diagnostic `networkReconnect`: "Bad when network is disconnected and unable to reconnect. Poor when media transport
 * connectivity is lost. Good when new session is connected."
 * @param states of the peer connections through which media has flowed.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function networkReconnect(
  states: readonly RTCPeerConnectionState[],
  { isOffline, isServiceLost }: { isOffline: boolean; isServiceLost: boolean },
): Quality {
  if (isOffline) return DiagnosticQuality.Bad;
  if (states.every((state) => state === 'connected')) {
    // In Azure the media would be lost with the service. Here it may go on from tab to tab.
    return isServiceLost ? DiagnosticQuality.Poor : DiagnosticQuality.Good;
  }
  return states.every((state) => state === 'failed') ? DiagnosticQuality.Bad : DiagnosticQuality.Poor;
}
