import * as z from 'zod/mini';
import { maxParticipants, uuid } from '../../wire/protocol.ts';
import { createRefusal } from '../calls/capabilities.ts';
import { setSharedValue, readSharedValues } from '../calls/sharedValues.ts';
import { defineFeature } from './feature.ts';

const featureName = 'raiseHand';
const RaiseHandRequest = z.union([
  /** The sender raises or lowers their own hand. */
  z.strictObject({ up: z.boolean() }),
  /** The sender lowers the hands of these participants. An empty list means everyone. */
  z.strictObject({ lower: z.array(uuid).check(z.maxLength(maxParticipants)) }),
]);

/**
 * Shares the raised hands: each participant id with a number, which is lowest for the hand that was raised first. Microsoft
 * documents that in meetings only "Users with the Organizer and Presenter roles" may lower others' hands. In other group
 * calls, everyone may. Like SDK 2.0.0, the emulator refuses raised hands in a 1:1 call.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/raise-hand
 */
export const raiseHand = defineFeature(featureName, RaiseHandRequest, (call, sender, request) => {
  if (call.kind === 'oneToOne') return createRefusal(400, 45758, 'Nobody raises a hand in a 1:1 call.');
  const hands = readSharedValues(call, featureName);
  if ('lower' in request) {
    const { lower } = request;
    const lowersOthers = lower.length === 0 || lower.some((id) => id !== sender.id);
    if (lowersOthers && call.kind === 'meeting' && sender.role === 'Attendee') {
      const reason = 'Not allowed: only organizers and presenters may lower the hands of others.';
      return createRefusal(403, 0, reason);
    }
    const idsToLower = lower.length > 0 ? lower : [...hands.keys()];
    for (const id of idsToLower) setSharedValue(call, featureName, id, null);
  } else if (!request.up) {
    setSharedValue(call, featureName, sender.id, null);
  } else if (!hands.has(sender.id)) {
    const lastPosition = Math.max(0, ...[...hands.values()].map(Number));
    setSharedValue(call, featureName, sender.id, lastPosition + 1);
  }
});
