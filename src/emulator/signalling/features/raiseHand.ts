import * as z from 'zod/mini';
import { uuid } from '../../wire/protocol.ts';
import { refusal } from '../calls/refusal.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature } from './feature.ts';

const name = 'raiseHand';
const Request = z.union([
  z.strictObject({ up: z.boolean() }),
  /** Participant ids whose hands are lowered; an empty list means everyone. */
  z.strictObject({ lower: z.array(uuid).check(z.maxLength(350)) }),
]);

/**
 * Raised hands, by participant id, with their order. "Users with the Organizer and Presenter roles" lower other
 * participants' hands; in calls without roles, everyone does.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/raise-hand
 */
export const raiseHand = callFeature(name, Request, (call, self, request) => {
  const hands = sharedValuesOf(call, name);
  if ('lower' in request) {
    const { lower } = request;
    const lowersOthers = lower.length === 0 || lower.some((id) => id !== self.id);
    if (lowersOthers && call.kind === 'meeting' && self.role === 'Attendee') {
      return refusal(403, 0, 'Not allowed: organizers and presenters lower hands of others.');
    }
    const lowered = lower.length > 0 ? lower : [...hands.keys()];
    for (const id of lowered) setSharedValue(call, name, id, null);
  } else if (!request.up) setSharedValue(call, name, self.id, null);
  else if (!hands.has(self.id)) {
    const last = Math.max(0, ...[...hands.values()].map(Number));
    setSharedValue(call, name, self.id, last + 1);
  }
  return undefined;
});
