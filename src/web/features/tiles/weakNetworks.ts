import type { RemoteDiagnostic } from '@azure/communication-calling';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

/** The diagnostics with a quality as their value. */
const gradedDiagnostics: ReadonlySet<string> = new Set([
  'networkSendQuality',
  'networkReceiveQuality',
  'networkReconnect',
  'serverConnection',
]);

/** Whether a diagnostic means that the network of the participant is weak. */
function isWeak({ diagnostic, value }: RemoteDiagnostic, { sdk }: CallTools): boolean {
  if (diagnostic === 'noNetwork') return value === true;
  return (
    gradedDiagnostics.has(diagnostic) &&
    (value === sdk.DiagnosticQuality.Bad || value === sdk.DiagnosticQuality.Poor)
  );
}

/**
 * The raw ids of participants with a weak network. They include only participants whose apps send their diagnostics to the
 * call. This app sends the diagnostics of the user.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const weakNetworks: CallFeature<{ readonly rawIds: readonly string[] }> = {
  name: 'weakNetworks',
  read(call, tools) {
    if (!isRunning(call)) return { rawIds: [] };
    const { remote } = call.feature(tools.sdk.Features.UserFacingDiagnostics);
    const weak = remote.getLatest().diagnostics.filter((diagnostic) => isWeak(diagnostic, tools));
    return { rawIds: [...new Set(weak.map(({ rawId }) => rawId))] };
  },
  watch(call, onChange, { sdk }) {
    const { remote } = call.feature(sdk.Features.UserFacingDiagnostics);
    const sendDiagnostics = () => {
      if (isRunning(call) && !remote.isSendingDiagnosticsEnabled) remote.startSendingDiagnostics();
    };
    sendDiagnostics();
    const unsubscribers = [
      listen(call, ['stateChanged'], sendDiagnostics),
      listen(remote, ['diagnosticChanged'], onChange),
    ];
    return () => unsubscribers.forEach((unsubscribe) => unsubscribe());
  },
  // The feature has no command.
  run: async () => {},
};
