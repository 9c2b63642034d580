import type { Unsubscribe } from '../calling/sdk/listen.ts';
import { isRunning } from '../calling/call/callState.ts';
import { followCalls, sessionsOf, type FollowedPhone } from '../calling/calls/followCalls.ts';
import type { Presences } from './presence.ts';
import { objectIdOf } from './rawId.ts';

/** Tells `presences` with whom the user is in a call, from the moment at which the call is connected. */
export function followCallPartners(
  phone: FollowedPhone,
  presences: Pick<Presences, 'setCallPartners'>,
): Unsubscribe {
  return followCalls(phone, () => {
    const participants = sessionsOf(phone).flatMap(({ call }) =>
      isRunning(call.get()) ? call.get().participants : [],
    );
    presences.setCallPartners(new Set(participants.flatMap(({ id }) => objectIdOf(id) ?? [])));
  });
}
