import * as z from 'zod/mini';
import { maxParticipants, uuid, type Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { checkCapability, createRefusal } from '../calls/capabilities.ts';
import { setSharedValue, readSharedValues } from '../calls/sharedValues.ts';
import { defineFeature, refuseNoneJoined } from './feature.ts';

const participantIds = z.array(uuid).check(z.minLength(1), z.maxLength(maxParticipants));
const SpotlightRequest = z.union([
  z.strictObject({ start: participantIds }),
  z.strictObject({ stop: participantIds }),
  z.strictObject({ stop: z.literal('all') }),
]);

/** Microsoft documents: "The maximum limit of spotlighted participants in a call is seven." */
const maxSpotlighted = 7;
const featureName = 'spotlight';

/**
 * Shares the participants in the spotlight: each participant id with a number, which is lowest for the one who was added first.
 * A request may name participants who are in the spotlight already. They keep their number.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export const spotlight = defineFeature(featureName, SpotlightRequest, (call, sender, request) => {
  if ('start' in request) return startSpotlight(call, sender, request.start);
  const { stop } = request;
  const ids = stop === 'all' ? [...readSharedValues(call, featureName).keys()] : stop;
  // Participants may always take themselves out of the spotlight.
  const stopsOthers = stop === 'all' || ids.some((id) => id !== sender.id);
  const refusal = stopsOthers
    ? checkSpotlightCapability(call, sender, 'removeParticipantsSpotlight')
    : undefined;
  if (!refusal) for (const id of ids) setSharedValue(call, featureName, id, null);
  return refusal;
});

function startSpotlight(call: Call, sender: Participant, ids: readonly string[]): Refusal | undefined {
  const refusal = checkSpotlightCapability(call, sender, 'spotlightParticipant');
  if (refusal) return refusal;
  const positions = readSharedValues(call, featureName);
  const joinedIds = ids.filter((id) => call.participants.get(id)?.presence === 'Joined');
  if (joinedIds.length === 0) return refuseNoneJoined(featureName);
  const newIds = new Set(joinedIds.filter((id) => !positions.has(id)));
  if (positions.size + newIds.size > maxSpotlighted) {
    return createRefusal(400, 45902, `At most ${maxSpotlighted} participants can be in the spotlight.`);
  }
  let position = Math.max(0, ...[...positions.values()].map(Number));
  for (const id of newIds) setSharedValue(call, featureName, id, ++position);
}

/** Checks a capability. Microsoft documents the refusal's subcode 45903 for meetings only. 1:1 calls have no spotlight. */
function checkSpotlightCapability(
  call: Call,
  sender: Participant,
  capability: 'spotlightParticipant' | 'removeParticipantsSpotlight',
): Refusal | undefined {
  const refusal = checkCapability(call, sender, capability);
  return refusal && call.kind === 'meeting' ? { ...refusal, subCode: 45903 } : refusal;
}
