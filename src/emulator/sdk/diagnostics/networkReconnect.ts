import type { DiagnosticQuality as Quality } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';

/**
 * Computes the diagnostic `networkReconnect`. Microsoft: "Bad when network is disconnected and unable to reconnect. Poor
 * when media transport connectivity is lost. Good when new session is connected."
 * @param states the states of the peer connections through which media has flowed.
 * @param losses `isOffline`: the browser has lost its network. `isServiceLost`: the signalling server is out of reach.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function gradeReconnect(
  states: readonly RTCPeerConnectionState[],
  { isOffline, isServiceLost }: { isOffline: boolean; isServiceLost: boolean },
): Quality {
  if (isOffline) return DiagnosticQuality.Bad;
  if (states.every((state) => state === 'connected')) {
    // In Azure, media passes through the service and would be lost with it. Here media flows directly between the tabs.
    return isServiceLost ? DiagnosticQuality.Poor : DiagnosticQuality.Good;
  }
  return states.every((state) => state === 'failed') ? DiagnosticQuality.Bad : DiagnosticQuality.Poor;
}
