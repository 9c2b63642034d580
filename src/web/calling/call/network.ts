import type { TeamsCall } from '@azure/communication-calling';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { isRunning } from './callState.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import type { Sdk } from '../sdk/sdk.ts';

const networkDiagnosticsOf = (call: TeamsCall, sdk: Sdk) =>
  call.feature(sdk.Features.UserFacingDiagnostics).network;

/**
 * Whether a call has lost its connection to the other participants. The SDK leaves such a call in the state `Connected`, and
 * reports the loss as a user-facing diagnostic. If this machine is offline, the browser notices it before the SDK.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function isReconnecting(call: TeamsCall, sdk: Sdk): boolean {
  if (!isRunning(call)) return false;
  const { networkReconnect, noNetwork } = networkDiagnosticsOf(call, sdk).getLatest();
  const { Poor, Bad } = sdk.DiagnosticQuality;
  const isLost = networkReconnect?.value === Poor || networkReconnect?.value === Bad;
  return isLost || noNetwork?.value === true || !navigator.onLine;
}

/** Calls `onChange` whenever `isReconnecting` may have changed. */
export function watchNetwork(call: TeamsCall, sdk: Sdk, onChange: () => void): Unsubscribe {
  return joinStops(
    listen(networkDiagnosticsOf(call, sdk), ['diagnosticChanged'], onChange),
    listenTo(globalThis, ['offline', 'online'], onChange),
  );
}
