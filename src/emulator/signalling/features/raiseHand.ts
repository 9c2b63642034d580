import * as z from 'zod/mini';
import { uuid } from '../../wire/protocol.ts';
import { keep, kept } from '../shared.ts';
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
  const hands = kept(call, 'raiseHand');
  if ('lower' in ask) {
    const others = ask.lower.length === 0 || ask.lower.some((one) => one !== self.participant);
    if (others && call.kind === 'meeting' && self.role === 'Attendee') {
      return refusal(403, 0, 'Not allowed: organizers and presenters lower hands of others.');
    }
    const whose = ask.lower.length > 0 ? ask.lower : [...hands.keys()];
    for (const participant of whose) keep(call, 'raiseHand', participant, null);
  } else if (!ask.up) keep(call, 'raiseHand', self.participant, null);
  else if (!hands.has(self.participant)) {
    const last = Math.max(0, ...[...hands.values()].map(Number));
    keep(call, 'raiseHand', self.participant, last + 1);
  }
  return undefined;
});
