import * as z from 'zod/mini';
import { uuid, type Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { capabilityRefusal } from '../calls/capabilities.ts';
import { refusal } from '../calls/refusal.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature, noneJoined } from './feature.ts';

const participantIds = z.array(uuid).check(z.minLength(1), z.maxLength(350));
const Request = z.union([
  z.strictObject({ start: participantIds }),
  z.strictObject({ stop: participantIds }),
  z.strictObject({ stop: z.literal('all') }),
]);

/** "The maximum limit of spotlighted participants in a call is seven." */
const maxSpotlighted = 7;
const name = 'spotlight';

/**
 * The participants in the spotlight, by participant id, with their order.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export const spotlight = callFeature(name, Request, (call, self, request) => {
  if ('start' in request) return start(call, self, request.start);
  const { stop } = request;
  const ids = stop === 'all' ? [...sharedValuesOf(call, name).keys()] : stop;
  // Participants may always take themselves out of the spotlight.
  const stopsOthers = stop === 'all' || ids.some((id) => id !== self.id);
  const refused = stopsOthers ? spotlightRefusal(call, self, 'removeParticipantsSpotlight') : undefined;
  if (!refused) for (const id of ids) setSharedValue(call, name, id, null);
  return refused;
});

function start(call: Call, self: Participant, ids: readonly string[]): Refusal | undefined {
  const refused = spotlightRefusal(call, self, 'spotlightParticipant');
  if (refused) return refused;
  const spotlighted = sharedValuesOf(call, name);
  const joined = ids.filter((id) => call.participants.get(id)?.presence === 'Joined');
  if (joined.length === 0) return noneJoined(name);
  const added = new Set(joined.filter((id) => !spotlighted.has(id)));
  if (added.size === 0) return refusal(400, 45900, 'All provided participants are already spotlighted.');
  if (spotlighted.size + added.size > maxSpotlighted) {
    return refusal(400, 45902, `At most ${maxSpotlighted} participants can be in the spotlight.`);
  }
  let order = Math.max(0, ...[...spotlighted.values()].map(Number));
  for (const id of added) setSharedValue(call, name, id, (order += 1));
  return undefined;
}

/** The subcode is documented for meetings only. That 1:1 calls have no spotlight is documented without a code. */
function spotlightRefusal(
  call: Call,
  self: Participant,
  capability: 'spotlightParticipant' | 'removeParticipantsSpotlight',
): Refusal | undefined {
  const refused = capabilityRefusal(call, self, capability);
  return refused && call.kind === 'meeting' ? { ...refused, subCode: 45903 } : refused;
}
