import type { LatestMediaDiagnostics, LatestNetworkDiagnostics } from '@azure/communication-calling';
import type { CallFeature } from '../../calling/call/feature.ts';

/** Lists the name and the value of each diagnostic that the SDK has raised in this call. */
const listValues = (latestDiagnostics: LatestNetworkDiagnostics | LatestMediaDiagnostics) =>
  Object.entries(latestDiagnostics).flatMap(([name, diagnostic]) =>
    diagnostic ? [[name, diagnostic.value] as const] : [],
  );

/**
 * The SDK's user-facing diagnostics, for the file that *Save diagnostics* writes. The keys are the SDK's names. A network
 * quality is a number from 1 (good) to 3 (bad), and the other values are booleans.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const diagnostics: CallFeature<Readonly<Record<string, number | boolean>>> = {
  name: 'diagnostics',
  create({ call, tools, watch }) {
    const { network, media } = call.feature(tools.sdk.Features.UserFacingDiagnostics);
    watch(network, 'diagnosticChanged');
    watch(media, 'diagnosticChanged');
    return {
      read: () => Object.fromEntries([...listValues(network.getLatest()), ...listValues(media.getLatest())]),
    };
  },
};
