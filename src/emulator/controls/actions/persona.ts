import type { Presence } from '../../wire/protocol.ts';
import { findPerson } from '../../core/seed.ts';
import type { Admin } from '../../signalling/admin.ts';
import type { Call, Member } from '../../signalling/callRecord.ts';
import { ControlError } from '../controlError.ts';
import type { Stage } from './act.ts';

/** @param who a UPN, an object id, a raw id or a phone number. @returns the raw id. @throws ControlError 404. */
export function rawIdOf(who: string): string {
  if (/^\d{1,2}:[\x21-\x7e]{1,200}$/.test(who)) return who;
  if (/^\+\d{5,15}$/.test(who)) return `4:${who}`;
  const person = findPerson(who);
  if (!person) throw new ControlError(404, `There is no user ${who}.`);
  return `8:orgid:${person.oid}`;
}

/**
 * @param who a UPN, an object id, a raw id or a phone number. @returns the raw id of somebody who can place a call.
 * @throws ControlError 404 for nobody in the directory; any telephone number may call.
 */
export function callerNamed(who: string): string {
  const id = rawIdOf(who);
  return /^4:\+\d{5,15}$/.test(id) ? id : rawIdOf(id.replace(/^\d{1,2}:(orgid:)?/, ''));
}

const matches = (who: string) => {
  const id = /^[0-9a-f-]{36}$/.test(who) && !findPerson(who) ? undefined : rawIdOf(who);
  return (member: Member) => member.participant === who || member.id === id;
};

/** @returns the participants of a call who are meant, or everyone but whoever acts. @throws ControlError 404. */
export function othersIn({ call, self }: Stage, who: readonly string[] | undefined): Member[] {
  const others = [...call.members.values()].filter((member) => member !== self);
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
export function findStage(
  admin: Admin,
  as: string,
  id: string | undefined,
  when: readonly Presence[],
): Stage {
  const calls = id === undefined ? admin.calls.rooms.all() : [namedCall(admin, id)];
  const test = matches(as);
  const found = calls.flatMap((call) =>
    [...call.members.values()]
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
export function namedCall(admin: Admin, id: string): Call {
  const call = admin.calls.rooms.get(id);
  if (!call) throw new ControlError(404, `There is no call ${id}.`);
  return call;
}
