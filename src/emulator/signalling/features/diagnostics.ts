import * as z from 'zod/mini';
import { participantAt, type Call } from '../calls/call.ts';
import type { Endpoint } from '../endpoints/endpointRegistry.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { callFeature, joinedParticipants, refusal } from './feature.ts';

const Ask = z.strictObject({
  diagnostic: z.string().check(z.regex(/^[a-zA-Z]{1,60}$/)),
  value: z.union([z.boolean(), z.literal([1, 2, 3])]),
  valueType: z.enum(['DiagnosticFlag', 'DiagnosticQuality']),
});
const name = 'diagnostics';

/** "We limit and cease transmission of remote UFDs when the number of participants exceeds 20." */
const mostParticipants = 20;

/**
 * One participant's diagnostics, for the others.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export const diagnostics = callFeature(name, Ask, (call, self, what) => {
  if (joinedParticipants(call).length > mostParticipants)
    return refusal(403, 0, 'Diagnostics are shared among 20 at most.');
  sendFeatureMessage(call, name, self, what);
  return undefined;
});

/** Tells the others in its calls that the server has lost a window, or has it again. */
export function sayServerConnection(calls: readonly Call[], window: Endpoint, connected: boolean): void {
  const value = connected ? 1 : 3;
  for (const call of calls) {
    const member = participantAt(call, window);
    if (member?.presence !== 'Joined') continue;
    sendFeatureMessage(call, name, member, {
      diagnostic: 'serverConnection',
      value,
      valueType: 'DiagnosticQuality',
    });
  }
}
