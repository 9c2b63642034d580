import type { RemoteDiagnostic } from '@azure/communication-calling';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

/** The network diagnostics whose value is a quality (good, poor, bad). The value of `noNetwork` is a boolean. */
const gradedDiagnostics: ReadonlySet<string> = new Set([
  'networkSendQuality',
  'networkReceiveQuality',
  'networkReconnect',
  'serverConnection',
]);

function isWeak({ diagnostic, value }: RemoteDiagnostic, { sdk }: CallTools): boolean {
  if (diagnostic === 'noNetwork') return value === true;
  const { Bad, Poor } = sdk.DiagnosticQuality;
  return gradedDiagnostics.has(diagnostic) && (value === Bad || value === Poor);
}

/**
 * The raw ids of participants with a weak network. The SDK knows only the networks of participants whose apps send their
 * diagnostics to the call, as this app does for the user.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const weakNetworks: CallFeature<{ readonly rawIds: readonly string[] }> = {
  name: 'weakNetworks',
  create({ call, tools, watch, atEnd }) {
    const { remote } = call.feature(tools.sdk.Features.UserFacingDiagnostics);
    const startSending = () => {
      if (isRunning(call) && !remote.isSendingDiagnosticsEnabled) remote.startSendingDiagnostics();
    };
    startSending();
    atEnd(listen(call, ['stateChanged'], startSending));
    watch(remote, 'diagnosticChanged');
    return {
      read() {
        if (!isRunning(call)) return { rawIds: [] };
        const { diagnostics } = remote.getLatest();
        const weakDiagnostics = diagnostics.filter((diagnostic) => isWeak(diagnostic, tools));
        return { rawIds: [...new Set(weakDiagnostics.map(({ rawId }) => rawId))] };
      },
    };
  },
};
