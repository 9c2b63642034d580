import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { FeatureContext } from './feature.ts';

/**
 * Makes the session read a feature again whenever the SDK raises a diagnostic about a local device.
 * @param diagnostics the SDK's user-facing diagnostics, each with the feature's name for the problem, the gravest first
 * @returns a function that returns the gravest problem that the SDK reports now; `null` if it reports none
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function watchDeviceProblem<Name extends string>(
  { call, tools: { sdk }, watch }: FeatureContext,
  diagnostics: readonly (readonly [MediaDiagnosticType, Name])[],
): () => Name | null {
  const { media } = call.feature(sdk.Features.UserFacingDiagnostics);
  watch(media, 'diagnosticChanged');
  return () => {
    const latest = media.getLatest();
    return diagnostics.find(([diagnostic]) => latest[diagnostic]?.value === true)?.[1] ?? null;
  };
}
