import * as z from 'zod/mini';
import { listJoinedParticipants } from '../calls/call.ts';
import { checkCapability } from '../calls/capabilities.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { defineFeature } from './feature.ts';

const ReactionRequest = z.strictObject({
  reaction: z.enum(['like', 'heart', 'laugh', 'surprised', 'applause']),
});

/**
 * Sends a reaction to everyone in the call, the sender included. A 1:1 call has no reactions.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/reactions
 */
export const reaction = defineFeature('reaction', ReactionRequest, (call, sender, request) => {
  const refusal = checkCapability(call, sender, 'useReactions');
  if (!refusal) sendFeatureMessage(call, 'reaction', sender, request, listJoinedParticipants(call));
  return refusal;
});
