import type { MediaDiagnosticType, TeamsCall } from '@azure/communication-calling';
import type { CallTools } from './feature.ts';
import { listen } from '../sdk/listen.ts';

/** Diagnostics of a device of ours, each with what it means to the person; the first that holds is told. */
export type DeviceDiagnostics<Name extends string> = readonly (readonly [MediaDiagnosticType, Name])[];

const mediaOf = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.UserFacingDiagnostics).media;

/**
 * @returns what is wrong with a device in this call, or `null`.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export function findDeviceProblem<Name extends string>(
  call: TeamsCall,
  tools: CallTools,
  troubles: DeviceDiagnostics<Name>,
): Name | null {
  const latest = mediaOf(call, tools).getLatest();
  return troubles.find(([diagnostic]) => latest[diagnostic]?.value === true)?.[1] ?? null;
}

/** Calls `look` whenever `findDeviceProblem` may answer something new. @returns its end. */
export const watchDeviceProblems = (call: TeamsCall, tools: CallTools, look: () => void) =>
  listen(mediaOf(call, tools), ['diagnosticChanged'], look);
