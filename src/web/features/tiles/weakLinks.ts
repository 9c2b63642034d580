import type { RemoteDiagnostic } from '@azure/communication-calling';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

const graded: ReadonlySet<string> = new Set([
  'networkSendQuality',
  'networkReceiveQuality',
  'networkReconnect',
  'serverConnection',
]);

function isWeak({ diagnostic, value }: RemoteDiagnostic, { sdk }: CallTools): boolean {
  if (diagnostic === 'noNetwork') return value === true;
  return (
    graded.has(diagnostic) && (value === sdk.DiagnosticQuality.Bad || value === sdk.DiagnosticQuality.Poor)
  );
}

/**
 * The participants with a weak network, if their apps share that. This app shares the user's own.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const weakLinks: CallFeature<{ readonly ids: readonly string[] }> = {
  name: 'weakLinks',
  read(call, tools) {
    if (!isRunning(call)) return { ids: [] };
    const { remote } = call.feature(tools.sdk.Features.UserFacingDiagnostics);
    const weak = remote.getLatest().diagnostics.filter((one) => isWeak(one, tools));
    return { ids: [...new Set(weak.map(({ rawId }) => rawId))] };
  },
  watch(call, look, { sdk }) {
    const { remote } = call.feature(sdk.Features.UserFacingDiagnostics);
    const share = () => {
      if (isRunning(call) && !remote.isSendingDiagnosticsEnabled) remote.startSendingDiagnostics();
    };
    share();
    const stops = [listen(call, ['stateChanged'], share), listen(remote, ['diagnosticChanged'], look)];
    return () => stops.forEach((stop) => stop());
  },
  // The feature has no command.
  run: async () => {},
};
