import * as z from 'zod/mini';
import { capabilityRefusal } from '../calls/callContext.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { callFeature, joinedParticipants } from './feature.ts';

const Ask = z.strictObject({ reaction: z.enum(['like', 'heart', 'laugh', 'surprised', 'applause']) });

/**
 * A reaction goes to everyone, whoever sends it too, and nobody keeps it. In a 1:1 call there are none.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/reactions
 */
export const reaction = callFeature('reaction', Ask, (call, self, { reaction }) => {
  const why = capabilityRefusal(call, self, 'useReactions');
  if (!why) sendFeatureMessage(call, 'reaction', self, { reaction }, joinedParticipants(call));
  return why;
});
