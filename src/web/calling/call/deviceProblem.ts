import type { MediaDiagnosticType, TeamsCall } from '@azure/communication-calling';
import type { CallTools } from './feature.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

/**
 * The SDK's diagnostics of a local device, each with the name of the device problem that it means. If several are raised,
 * the first one in this list counts.
 */
export type DeviceDiagnostics<Name extends string> = readonly (readonly [MediaDiagnosticType, Name])[];

const mediaOf = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.UserFacingDiagnostics).media;

/**
 * Finds the problem that a local device has in this call.
 * @returns `null` if none of the diagnostics is raised
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function findDeviceProblem<Name extends string>(
  call: TeamsCall,
  tools: CallTools,
  diagnostics: DeviceDiagnostics<Name>,
): Name | null {
  const latest = mediaOf(call, tools).getLatest();
  return diagnostics.find(([diagnostic]) => latest[diagnostic]?.value === true)?.[1] ?? null;
}

/** Calls `onChange` whenever `findDeviceProblem` may return something new. */
export const watchDeviceProblems = (call: TeamsCall, tools: CallTools, onChange: () => void): Unsubscribe =>
  listen(mediaOf(call, tools), ['diagnosticChanged'], onChange);
