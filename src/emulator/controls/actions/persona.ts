import type { Presence } from '../../wire/protocol.ts';
import { findPerson } from '../../core/seed.ts';
import type { Admin } from '../../signalling/admin/admin.ts';
import type { Call, Participant } from '../../signalling/calls/call.ts';
import { ControlError } from '../requests/controlError.ts';
import { rawIdOf } from '../requests/personas.ts';
import type { ActionContext } from './action.ts';

const matches = (who: string) => {
  const id = /^[0-9a-f-]{36}$/.test(who) && !findPerson(who) ? undefined : rawIdOf(who);
  return (member: Participant) => member.id === who || member.rawId === id;
};

/** @returns the participants of a call who are meant, or everyone but whoever acts. @throws ControlError 404. */
export function otherParticipants(
  { call, self }: ActionContext,
  who: readonly string[] | undefined,
): Participant[] {
  const others = [...call.participants.values()].filter((member) => member !== self);
  if (!who) return others;
  return who.map((one) => {
    const found = others.find(matches(one));
    if (!found) throw new ControlError(404, `${one} is not in this call.`);
    return found;
  });
}

/**
 * @param as whoever is to act: a participant, or a user, who is in one call only unless it is named.
 * @param when how far they must have come.
 * @throws ControlError 404, 409.
 */
export function findContext(
  admin: Admin,
  as: string,
  id: string | undefined,
  when: readonly Presence[],
): ActionContext {
  const calls = id === undefined ? admin.commands.calls.all() : [requireCall(admin, id)];
  const test = matches(as);
  const found = calls.flatMap((call) =>
    [...call.participants.values()]
      .filter((one) => test(one) && when.includes(one.presence))
      .map((self) => ({ admin, call, self })),
  );
  const [first, ...more] = found;
  if (!first) throw new ControlError(409, `${as} is in no call in which this can be done now.`);
  if (more.length > 0) {
    throw new ControlError(409, `${as} is there ${found.length} times: name the participant, or the call.`);
  }
  return first;
}

/** @throws ControlError 404. */
export function requireCall(admin: Admin, id: string): Call {
  const call = admin.commands.calls.find(id);
  if (!call) throw new ControlError(404, `There is no call ${id}.`);
  return call;
}
