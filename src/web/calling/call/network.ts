import type { TeamsCall } from '@azure/communication-calling';
import { isRunning } from './callState.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import type { Sdk } from '../sdk/sdk.ts';

const networkOf = (call: TeamsCall, sdk: Sdk) => call.feature(sdk.Features.UserFacingDiagnostics).network;

/**
 * Whether a running call has lost its connection to the other participants. The SDK leaves such a call `Connected` and
 * reports the loss as a diagnostic. The browser knows earlier than the SDK that it is offline.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function isReconnecting(call: TeamsCall, sdk: Sdk): boolean {
  if (!isRunning(call)) return false;
  const { networkReconnect, noNetwork } = networkOf(call, sdk).getLatest();
  const { Poor, Bad } = sdk.DiagnosticQuality;
  const isLost = networkReconnect?.value === Poor || networkReconnect?.value === Bad;
  return isLost || noNetwork?.value === true || !navigator.onLine;
}

/** Calls `onChange` whenever `isReconnecting` may return something new. */
export function watchNetwork(call: TeamsCall, sdk: Sdk, onChange: () => void): Unsubscribe {
  const stop = listen(networkOf(call, sdk), ['diagnosticChanged'], onChange);
  addEventListener('offline', onChange);
  addEventListener('online', onChange);
  return () => {
    stop();
    removeEventListener('offline', onChange);
    removeEventListener('online', onChange);
  };
}
