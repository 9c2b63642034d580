import { sendEvent } from '../endpoints/endpoint.ts';
import type { Call, Participant } from '../calls/call.ts';
import { announceParticipant, contextEvent } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { hasCapability } from '../calls/capabilities.ts';
import type { EmulatedNetwork } from './emulatedNetwork.ts';

/** Applies changed conditions to the calls that exist, and tells their participants. */
export function applyConditionChanges(calls: CallStore, network: EmulatedNetwork): void {
  for (const call of calls.all()) {
    updateMediaLoss(call, network);
    updatePolicies(call, network);
  }
}

function updateMediaLoss(call: Call, network: EmulatedNetwork): void {
  const participants = [...call.participants.values()];
  const changed = participants.filter(({ rawId, losesMedia }) => network.losesMedia(rawId) !== losesMedia);
  for (const one of changed) one.losesMedia = !one.losesMedia;
  for (const one of changed) {
    for (const other of participants) if (other !== one) sendMediaLoss(call, one, other);
  }
}

function sendMediaLoss(call: Call, one: Participant, other: Participant): void {
  const event = { t: 'media' as const, call: call.id, lost: one.losesMedia || other.losesMedia };
  if (one.endpoint) sendEvent(one.endpoint, { ...event, participant: other.id });
  if (other.endpoint) sendEvent(other.endpoint, { ...event, participant: one.id });
}

function updatePolicies(call: Call, network: EmulatedNetwork): void {
  for (const one of call.participants.values()) {
    const withheld = network.withheldCapabilities(one.rawId);
    if (one.presence !== 'Joined' || withheld.join() === one.withheld.join()) continue;
    one.withheld = withheld;
    if (one.endpoint) sendEvent(one.endpoint, contextEvent(call, one));
    if (!one.state.screen || hasCapability(call, one, 'shareScreen')) continue;
    one.state = { ...one.state, screen: false };
    announceParticipant(call, one);
  }
}
