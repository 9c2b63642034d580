import * as z from 'zod/mini';
import { listJoinedParticipants, findParticipantByEndpoint, type Call } from '../calls/call.ts';
import { createRefusal } from '../calls/capabilities.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { defineFeature } from './feature.ts';

const DiagnosticsRequest = z.strictObject({
  /** The SDK's name of the diagnostic, such as `networkReconnect`. */
  diagnostic: z.string().check(z.regex(/^[a-zA-Z]{1,60}$/)),
  /** A flag, or a value of the SDK's `DiagnosticQuality`: 1 is good, 2 is poor, 3 is bad. */
  value: z.union([z.boolean(), z.literal([1, 2, 3])]),
  valueType: z.enum(['DiagnosticFlag', 'DiagnosticQuality']),
});
const featureName = 'diagnostics';

/** Microsoft: "We limit and cease transmission of remote UFDs [diagnostics] when the number of participants exceeds 20." */
const maxParticipants = 20;

/**
 * Sends a participant's user-facing diagnostics, such as a bad network, to the others.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const diagnostics = defineFeature(featureName, DiagnosticsRequest, (call, sender, request) => {
  if (listJoinedParticipants(call).length > maxParticipants) {
    return createRefusal(403, 0, 'Diagnostics are shared among 20 at most.');
  }
  sendFeatureMessage(call, featureName, sender, request);
});

/** Tells the others in a page's calls that the server has lost the page's socket, or has it back. */
export function sendServerConnection(calls: readonly Call[], endpoint: Endpoint, isConnected: boolean): void {
  // The values good and bad of `DiagnosticQuality`.
  const value = isConnected ? 1 : 3;
  const message = { diagnostic: 'serverConnection', value, valueType: 'DiagnosticQuality' };
  for (const call of calls) {
    const participant = findParticipantByEndpoint(call, endpoint);
    if (participant?.presence === 'Joined') sendFeatureMessage(call, featureName, participant, message);
  }
}
