import * as z from 'zod/mini';
import { uuid } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { capabilityRefusal } from '../calls/callContext.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature, noneJoined, refusal } from './feature.ts';

const participants = z.array(uuid).check(z.minLength(1), z.maxLength(350));
const Ask = z.union([
  z.strictObject({ start: participants }),
  z.strictObject({ stop: participants }),
  z.strictObject({ stop: z.literal('all') }),
]);

/** "The maximum limit of spotlighted participants in a call is seven." */
const most = 7;
const name = 'spotlight';

/**
 * Who is in the spotlight, by participant, with the order of getting there.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export const spotlight = callFeature(name, Ask, (call, self, ask) => {
  if ('start' in ask) return start(call, self, ask.start);
  const lit = sharedValuesOf(call, name);
  const whose = ask.stop === 'all' ? [...lit.keys()] : ask.stop;
  // Everybody may step out of the spotlight; others are taken out of it by who may put them there.
  const others = ask.stop === 'all' || whose.some((one) => one !== self.id);
  const why = others ? byRole(call, self, 'removeParticipantsSpotlight') : undefined;
  if (!why) for (const participant of whose) setSharedValue(call, name, participant, null);
  return why;
});

function start(call: Call, self: Participant, wanted: readonly string[]) {
  const why = byRole(call, self, 'spotlightParticipant');
  if (why) return why;
  const lit = sharedValuesOf(call, name);
  const here = wanted.filter((one) => call.participants.get(one)?.presence === 'Joined');
  if (here.length === 0) return noneJoined(name);
  const added = new Set(here.filter((one) => !lit.has(one)));
  if (added.size === 0) return refusal(400, 45900, 'All provided participants are already spotlighted.');
  if (lit.size + added.size > most) {
    return refusal(400, 45902, `At most ${most} participants can be in the spotlight.`);
  }
  let order = Math.max(0, ...[...lit.values()].map(Number));
  for (const participant of added) setSharedValue(call, name, participant, (order += 1));
  return undefined;
}

/** In a meeting the code is documented; that no 1:1 call has a spotlight is documented without one. */
function byRole(call: Call, self: Participant, what: 'spotlightParticipant' | 'removeParticipantsSpotlight') {
  const why = capabilityRefusal(call, self, what);
  return why && call.kind === 'meeting' ? { ...why, subCode: 45903 } : why;
}
