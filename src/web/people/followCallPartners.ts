import type { Unsubscribe } from '../calling/sdk/listen.ts';
import { isRunning } from '../calling/call/callState.ts';
import type { ParticipantSnapshot } from '../calling/call/snapshot.ts';
import { followCalls, sessionsOf, type FollowedPhone } from '../calling/calls/followCalls.ts';
import type { Presences } from './presence.ts';
import { objectIdOf } from './rawId.ts';

/** Whether a participant takes part in the call: not in the lobby, not still ringing, and not gone. */
const isInCall = ({ state }: ParticipantSnapshot) => state === 'Connected' || state === 'Hold';

/**
 * Tells `presences` who is in a call with the user, and the user too, from the moment at which the call is connected.
 * @param ownOid Entra object id of the user
 */
export function followCallPartners(
  phone: FollowedPhone,
  ownOid: string,
  presences: Pick<Presences, 'setCallPartners'>,
): Unsubscribe {
  return followCalls(phone, () => {
    const participants = sessionsOf(phone).flatMap(({ call }) =>
      isRunning(call.get()) ? call.get().participants.filter(isInCall) : [],
    );
    const oids = participants.flatMap(({ id }) => objectIdOf(id) ?? []);
    presences.setCallPartners(new Set(participants.length === 0 ? [] : [...oids, ownOid]));
  });
}
