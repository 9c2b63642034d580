import { findPerson } from '../../core/seed.ts';
import type { Admin } from '../../signalling/admin/admin.ts';
import type { Call, Participant } from '../../signalling/calls/call.ts';
import type { Presence } from '../../wire/protocol.ts';
import { ControlError } from '../requests/controlError.ts';
import { rawIdOf } from '../requests/personas.ts';
import type { ActionContext } from './action.ts';

/** @returns a test for the participant that a text names, by participant id or as `rawIdOf` reads it. */
const isNamed = (text: string) => {
  const isParticipantId = /^[0-9a-f-]{36}$/.test(text) && !findPerson(text);
  const rawId = isParticipantId ? undefined : rawIdOf(text);
  return (participant: Participant) => participant.id === text || participant.rawId === rawId;
};

/**
 * @param names all other participants when left out.
 * @throws ControlError 404 for a name that is not in the call.
 */
export function otherParticipants(
  { call, self }: ActionContext,
  names: readonly string[] | undefined,
): Participant[] {
  const others = [...call.participants.values()].filter((one) => one !== self);
  if (!names) return others;
  return names.map((name) => {
    const found = others.find(isNamed(name));
    if (!found) throw new ControlError(404, `${name} is not in this call.`);
    return found;
  });
}

/**
 * Finds the participant in whose name an action is done.
 * @param as names a participant, or a persona who is in one call only.
 * @param callId the call that is meant; any when left out.
 * @param presences the call presences in which the action is possible.
 * @throws ControlError 404 for an unknown name or call, 409 when no participant matches, or several do.
 */
export function findContext(
  admin: Admin,
  as: string,
  callId: string | undefined,
  presences: readonly Presence[],
): ActionContext {
  const calls = callId === undefined ? admin.commands.calls.all() : [requireCall(admin, callId)];
  const test = isNamed(as);
  const contexts = calls.flatMap((call) =>
    [...call.participants.values()]
      .filter((one) => test(one) && presences.includes(one.presence))
      .map((self) => ({ admin, call, self })),
  );
  const [context] = contexts;
  if (!context) throw new ControlError(409, `${as} is in no call in which this can be done now.`);
  if (contexts.length > 1) {
    throw new ControlError(
      409,
      `${as} is there ${contexts.length} times: name the participant, or the call.`,
    );
  }
  return context;
}

/** @throws ControlError 404. */
export function requireCall(admin: Admin, id: string): Call {
  const call = admin.commands.calls.find(id);
  if (!call) throw new ControlError(404, `There is no call ${id}.`);
  return call;
}
