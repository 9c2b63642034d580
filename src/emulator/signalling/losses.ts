import type { Call, Member } from './callRecord.ts';
import { tell } from './endpoints.ts';
import type { Network } from './network.ts';
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
