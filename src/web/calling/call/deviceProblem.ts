import type { MediaDiagnosticType, TeamsCall } from '@azure/communication-calling';
import type { CallTools } from './feature.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

/**
 * User-facing diagnostics of the SDK about a local device, each with the name that a feature gives the problem. If the
 * SDK raises several of them, the problem is the first of them in this list.
 */
export type DeviceDiagnostics<Name extends string> = readonly (readonly [MediaDiagnosticType, Name])[];

const mediaDiagnosticsOf = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.UserFacingDiagnostics).media;

/**
 * Finds the problem that a local device has in this call.
 * @returns the name of the problem; `null` if the SDK raises none of the diagnostics
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function findDeviceProblem<Name extends string>(
  call: TeamsCall,
  tools: CallTools,
  diagnostics: DeviceDiagnostics<Name>,
): Name | null {
  const latest = mediaDiagnosticsOf(call, tools).getLatest();
  return diagnostics.find(([diagnostic]) => latest[diagnostic]?.value === true)?.[1] ?? null;
}

/** Calls `onChange` whenever `findDeviceProblem` may return something new. @returns the unsubscribe */
export const watchDeviceProblems = (call: TeamsCall, tools: CallTools, onChange: () => void): Unsubscribe =>
  listen(mediaDiagnosticsOf(call, tools), ['diagnosticChanged'], onChange);
