import type { Call, Member } from './callRecord.ts';
import { tell } from './endpoints.ts';
import type { Network } from './network.ts';
import { announce, may, placeOf } from './roles.ts';
import type { Rooms } from './rooms.ts';

/** Tells pages in calls that go on with whom media gets lost from now on, or no more. */
export function spreadLosses(rooms: Rooms, network: Network): void {
  for (const call of rooms.all()) {
    const changed = [...call.members.values()].filter(({ id, lost }) => network.loses(id) !== lost);
    for (const member of changed) member.lost = !member.lost;
    for (const member of changed) {
      for (const other of call.members.values()) if (other !== member) tellBoth(call, member, other);
    }
  }
}

function tellBoth(call: Call, one: Member, other: Member): void {
  const event = { t: 'media' as const, call: call.id, lost: one.lost || other.lost };
  if (one.endpoint) tell(one.endpoint, { ...event, participant: other.participant });
  if (other.endpoint) tell(other.endpoint, { ...event, participant: one.participant });
}

/** Tells pages in calls that go on what a policy takes from them from now on, or gives back. */
export function spreadPolicies(rooms: Rooms, network: Network): void {
  for (const call of rooms.all()) {
    for (const member of call.members.values()) {
      const withheld = network.withheld(member.id);
      if (member.presence !== 'Joined' || withheld.join() === member.withheld.join()) continue;
      member.withheld = withheld;
      if (member.endpoint) tell(member.endpoint, placeOf(call, member));
      if (!member.state.screen || may(call, member, 'shareScreen')) continue;
      member.state = { ...member.state, screen: false };
      announce(call, member);
    }
  }
}
