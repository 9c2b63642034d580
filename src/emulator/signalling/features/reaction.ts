import * as z from 'zod/mini';
import { joinedParticipants } from '../calls/call.ts';
import { capabilityRefusal } from '../calls/capabilities.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { callFeature } from './feature.ts';

const Request = z.strictObject({ reaction: z.enum(['like', 'heart', 'laugh', 'surprised', 'applause']) });

/**
 * Sends a reaction to everyone, its sender included. A 1:1 call has no reactions.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/reactions
 */
export const reaction = callFeature('reaction', Request, (call, self, request) => {
  const refused = capabilityRefusal(call, self, 'useReactions');
  if (!refused) sendFeatureMessage(call, 'reaction', self, request, joinedParticipants(call));
  return refused;
});
