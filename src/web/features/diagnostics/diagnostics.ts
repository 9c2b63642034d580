import type {
  LatestMediaDiagnostics,
  LatestNetworkDiagnostics,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

const diagnosticsOf = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.UserFacingDiagnostics);

const values = (latest: LatestNetworkDiagnostics | LatestMediaDiagnostics) =>
  Object.entries(latest).flatMap(([name, diagnostic]) =>
    diagnostic ? [[name, diagnostic.value] as const] : [],
  );

/**
 * The SDK's user-facing diagnostics under their own names, for *Save diagnostics*. A quality is 1 (good) to 3 (bad). The
 * command does nothing.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const diagnostics: CallFeature<Readonly<Record<string, number | boolean>>> = {
  name: 'diagnostics',
  read(call, tools) {
    const { network, media } = diagnosticsOf(call, tools);
    return Object.fromEntries([...values(network.getLatest()), ...values(media.getLatest())]);
  },
  watch(call, look, tools) {
    const { network, media } = diagnosticsOf(call, tools);
    const stops = [network, media].map((emitter) => listen(emitter, ['diagnosticChanged'], look));
    return () => stops.forEach((stop) => stop());
  },
  run: async () => undefined,
};
