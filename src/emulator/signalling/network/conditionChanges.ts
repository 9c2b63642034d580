import type { Call, Participant } from '../calls/call.ts';
import { sendEvent } from '../endpoints/endpointRegistry.ts';
import type { EmulatedNetwork } from './emulatedNetwork.ts';
import { announceParticipant, hasCapability, contextEvent } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';

/** Tells pages in calls that go on with whom media gets lost from now on, or no more. */
export function updateMediaLoss(rooms: CallStore, network: EmulatedNetwork): void {
  for (const call of rooms.all()) {
    const changed = [...call.participants.values()].filter(
      ({ rawId: id, losesMedia: lost }) => network.losesMedia(id) !== lost,
    );
    for (const member of changed) member.losesMedia = !member.losesMedia;
    for (const member of changed) {
      for (const other of call.participants.values()) if (other !== member) tellBoth(call, member, other);
    }
  }
}

function tellBoth(call: Call, one: Participant, other: Participant): void {
  const event = { t: 'media' as const, call: call.id, lost: one.losesMedia || other.losesMedia };
  if (one.endpoint) sendEvent(one.endpoint, { ...event, participant: other.id });
  if (other.endpoint) sendEvent(other.endpoint, { ...event, participant: one.id });
}

/** Tells pages in calls that go on what a policy takes from them from now on, or gives back. */
export function updatePolicies(rooms: CallStore, network: EmulatedNetwork): void {
  for (const call of rooms.all()) {
    for (const member of call.participants.values()) {
      const withheld = network.withheldCapabilities(member.rawId);
      if (member.presence !== 'Joined' || withheld.join() === member.withheld.join()) continue;
      member.withheld = withheld;
      if (member.endpoint) sendEvent(member.endpoint, contextEvent(call, member));
      if (!member.state.screen || hasCapability(call, member, 'shareScreen')) continue;
      member.state = { ...member.state, screen: false };
      announceParticipant(call, member);
    }
  }
}
