import type { Directory } from '../../core/directory.ts';
import type { SignallingAdmin } from '../../signalling/admin/admin.ts';
import type { Call, Participant } from '../../signalling/calls/call.ts';
import type { CallPresence } from '../../wire/protocol.ts';
import { ControlError } from '../requests/addControl.ts';
import { resolveRawId } from '../requests/names.ts';
import type { ActionContext } from './action.ts';

/**
 * @param name a participant id, or any name that `resolveRawId` accepts: UPN, object id, raw id or phone number.
 * @returns a function that tells whether a participant has this name.
 */
const createNameMatcher = (directory: Directory, name: string) => {
  // Participant ids and object ids are both UUIDs, so a UUID is a participant id if it is no object id of the directory.
  const isParticipantId = /^[0-9a-f-]{36}$/.test(name) && !directory.findPerson(name);
  const rawId = isParticipantId ? undefined : resolveRawId(directory, name);
  return (participant: Participant) => participant.id === name || participant.rawId === rawId;
};

/** @param names by default, all other participants. @throws ControlError 404 if no other participant has one of the names. */
export function findOtherParticipants(
  { admin, call, actingParticipant }: ActionContext,
  names: readonly string[] | undefined,
): Participant[] {
  const others = [...call.participants.values()].filter((participant) => participant !== actingParticipant);
  if (!names) return others;
  return names.map((name) => {
    const participant = others.find(createNameMatcher(admin.directory, name));
    if (!participant) throw new ControlError(404, `${name} is not in this call.`);
    return participant;
  });
}

/**
 * Finds the participant in whose name an action is done, in the call or else in all calls.
 * @throws ControlError 404 for an unknown name or call, 409 if no participant matches, or several participants match.
 */
export function findContext(
  admin: SignallingAdmin,
  as: string,
  callId: string | undefined,
  presences: readonly CallPresence[],
): ActionContext {
  const calls = callId === undefined ? admin.commands.calls.list() : [requireCall(admin, callId)];
  const matchesName = createNameMatcher(admin.directory, as);
  const contexts = calls.flatMap((call) =>
    [...call.participants.values()]
      .filter((participant) => matchesName(participant) && presences.includes(participant.presence))
      .map((actingParticipant) => ({ admin, call, actingParticipant })),
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

export function requireCall(admin: SignallingAdmin, callId: string): Call {
  const call = admin.commands.calls.find(callId);
  if (!call) throw new ControlError(404, `There is no call ${callId}.`);
  return call;
}
