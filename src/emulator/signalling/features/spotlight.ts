import * as z from 'zod/mini';
import { uuid } from '../../wire/protocol.ts';
import type { Call, Member } from '../callRecord.ts';
import { forbids } from '../roles.ts';
import { keep, kept } from '../shared.ts';
import { callFeature, nobodyHere, refusal } from './feature.ts';

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
  const lit = kept(call, name);
  const whose = ask.stop === 'all' ? [...lit.keys()] : ask.stop;
  // Everybody may step out of the spotlight; others are taken out of it by who may put them there.
  const others = ask.stop === 'all' || whose.some((one) => one !== self.participant);
  const why = others ? byRole(call, self, 'removeParticipantsSpotlight') : undefined;
  if (!why) for (const participant of whose) keep(call, name, participant, null);
  return why;
});

function start(call: Call, self: Member, wanted: readonly string[]) {
  const why = byRole(call, self, 'spotlightParticipant');
  if (why) return why;
  const lit = kept(call, name);
  const here = wanted.filter((one) => call.members.get(one)?.presence === 'Joined');
  if (here.length === 0) return nobodyHere(name);
  const added = new Set(here.filter((one) => !lit.has(one)));
  if (added.size === 0) return refusal(400, 45900, 'All provided participants are already spotlighted.');
  if (lit.size + added.size > most) {
    return refusal(400, 45902, `At most ${most} participants can be in the spotlight.`);
  }
  let order = Math.max(0, ...[...lit.values()].map(Number));
  for (const participant of added) keep(call, name, participant, (order += 1));
  return undefined;
}

/** In a meeting the code is documented; that no 1:1 call has a spotlight is documented without one. */
function byRole(call: Call, self: Member, what: 'spotlightParticipant' | 'removeParticipantsSpotlight') {
  const why = forbids(call, self, what);
  return why && call.kind === 'meeting' ? { ...why, subCode: 45903 } : why;
}
