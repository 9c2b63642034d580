import type { TeamsCall } from '@azure/communication-calling';
import { isRunning } from './callState.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import type { Sdk } from '../sdk/sdk.ts';

const networkOf = (call: TeamsCall, sdk: Sdk) => call.feature(sdk.Features.UserFacingDiagnostics).network;

/**
 * Whether a running call has lost its way to the others. The SDK leaves such a call `Connected` and tells it as a
 * diagnostic; the browser's own word that it is offline comes sooner.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function isReconnecting(call: TeamsCall, sdk: Sdk): boolean {
  if (!isRunning(call)) return false;
  const { networkReconnect, noNetwork } = networkOf(call, sdk).getLatest();
  const { Poor, Bad } = sdk.DiagnosticQuality;
  const away = networkReconnect?.value === Poor || networkReconnect?.value === Bad;
  return away || noNetwork?.value === true || !navigator.onLine;
}

/** Calls `look` whenever `isReconnecting` may answer something new. */
export function watchNetwork(call: TeamsCall, sdk: Sdk, look: () => void): Unsubscribe {
  const stop = listen(networkOf(call, sdk), ['diagnosticChanged'], look);
  addEventListener('offline', look);
  addEventListener('online', look);
  return () => {
    stop();
    removeEventListener('offline', look);
    removeEventListener('online', look);
  };
}
