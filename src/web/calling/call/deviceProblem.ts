import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { FeatureContext } from './feature.ts';

/**
 * Creates the function that finds the problem which a local device has in this call, and watches for changes.
 * @param diagnostics user-facing diagnostics of the SDK, each with the name that the feature gives the problem. If the SDK
 * raises several of them, the problem is the first of them in this list
 * @returns the function. It returns `null` if the SDK raises none of the diagnostics
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
