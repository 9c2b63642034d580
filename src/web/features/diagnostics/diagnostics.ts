import type {
  LatestMediaDiagnostics,
  LatestNetworkDiagnostics,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

const getSdkDiagnostics = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.UserFacingDiagnostics);

/** Lists the name and the value of each diagnostic that the SDK has raised in this call. */
const listValues = (latestDiagnostics: LatestNetworkDiagnostics | LatestMediaDiagnostics) =>
  Object.entries(latestDiagnostics).flatMap(([name, diagnostic]) =>
    diagnostic ? [[name, diagnostic.value] as const] : [],
  );

/**
 * The SDK's user-facing diagnostics, for the file that *Save diagnostics* writes. The keys are the SDK's names. A network
 * quality is a number from 1 (good) to 3 (bad), and the other values are booleans. The feature has no command.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const diagnostics: CallFeature<Readonly<Record<string, number | boolean>>> = {
  name: 'diagnostics',
  read(call, tools) {
    const { network, media } = getSdkDiagnostics(call, tools);
    return Object.fromEntries([...listValues(network.getLatest()), ...listValues(media.getLatest())]);
  },
  watch(call, onChange, tools) {
    const { network, media } = getSdkDiagnostics(call, tools);
    const unsubscribers = [network, media].map((emitter) => listen(emitter, ['diagnosticChanged'], onChange));
    return () => unsubscribers.forEach((unsubscribe) => unsubscribe());
  },
  run: async () => undefined,
};
