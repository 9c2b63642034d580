import { sendEvent } from '../endpoints/endpoint.ts';
import type { Call, Participant } from '../calls/call.ts';
import { announceParticipant, createContextEvent } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { hasCapability } from '../calls/capabilities.ts';
import type { EmulatedNetwork } from './emulatedNetwork.ts';

/** Applies changed conditions (faults that a test switches on) to the running calls, and tells their participants. */
export function applyConditionChanges(calls: CallStore, network: EmulatedNetwork): void {
  for (const call of calls.list()) {
    updateMediaLoss(call, network);
    updatePolicies(call, network);
  }
}

function updateMediaLoss(call: Call, network: EmulatedNetwork): void {
  const participants = [...call.participants.values()];
  const changedParticipants = participants.filter(
    ({ rawId, losesMedia }) => network.losesMedia(rawId) !== losesMedia,
  );
  for (const participant of changedParticipants) participant.losesMedia = !participant.losesMedia;
  for (const participant of changedParticipants) {
    for (const other of participants) if (other !== participant) sendMediaLoss(call, participant, other);
  }
}

/** Tells two participants whether the packets between them get lost. The loss of either of the two is enough. */
function sendMediaLoss(call: Call, first: Participant, second: Participant): void {
  const event = { t: 'media' as const, call: call.id, lost: first.losesMedia || second.losesMedia };
  if (first.endpoint) sendEvent(first.endpoint, { ...event, participant: second.id });
  if (second.endpoint) sendEvent(second.endpoint, { ...event, participant: first.id });
}

function updatePolicies(call: Call, network: EmulatedNetwork): void {
  for (const participant of call.participants.values()) {
    const withheld = network.readWithheldCapabilities(participant.rawId);
    const isUnchanged = withheld.join() === participant.withheld.join();
    if (participant.presence !== 'Joined' || isUnchanged) continue;
    participant.withheld = withheld;
    if (participant.endpoint) sendEvent(participant.endpoint, createContextEvent(call, participant));
    if (!participant.state.screen || hasCapability(call, participant, 'shareScreen')) continue;
    participant.state = { ...participant.state, screen: false };
    announceParticipant(call, participant);
  }
}
