import * as z from 'zod/mini';
import { uuid } from '../../wire/protocol.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature, refusal } from './feature.ts';

const Ask = z.union([
  z.strictObject({ up: z.boolean() }),
  /** Other people's hands; everyone's when none is named. */
  z.strictObject({ lower: z.array(uuid).check(z.maxLength(350)) }),
]);

/**
 * Hands that are up, by participant, with their place in the order of raising. "Users with the Organizer and Presenter
 * roles" lower other people's; in calls without roles everyone may.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/raise-hand
 */
export const raiseHand = callFeature('raiseHand', Ask, (call, self, ask) => {
  const hands = sharedValuesOf(call, 'raiseHand');
  if ('lower' in ask) {
    const others = ask.lower.length === 0 || ask.lower.some((one) => one !== self.id);
    if (others && call.kind === 'meeting' && self.role === 'Attendee') {
      return refusal(403, 0, 'Not allowed: organizers and presenters lower hands of others.');
    }
    const whose = ask.lower.length > 0 ? ask.lower : [...hands.keys()];
    for (const participant of whose) setSharedValue(call, 'raiseHand', participant, null);
  } else if (!ask.up) setSharedValue(call, 'raiseHand', self.id, null);
  else if (!hands.has(self.id)) {
    const last = Math.max(0, ...[...hands.values()].map(Number));
    setSharedValue(call, 'raiseHand', self.id, last + 1);
  }
  return undefined;
});
