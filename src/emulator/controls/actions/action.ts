import type * as z from 'zod';
import type { SignallingAdmin } from '../../signalling/admin/admin.ts';
import type { Call, Participant } from '../../signalling/calls/call.ts';
import type { CommandResult, InCallCommand } from '../../signalling/commands/command.ts';
import { runInCall } from '../../signalling/commands/inCall.ts';
import { hasPage } from '../../signalling/endpoints/endpoint.ts';
import { toOid } from '../../wire/rawIds.ts';
import type { CallPresence } from '../../wire/protocol.ts';
import { ControlError } from '../requests/addControl.ts';
import type { Directory } from '../../core/directory.ts';
import { resolveRawId } from '../requests/names.ts';

export interface ActionContext {
  readonly admin: SignallingAdmin;
  readonly call: Call;
  readonly actingParticipant: Participant;
}

export type ActionResult = Readonly<Record<string, unknown>>;

/** Runs an action in the name of a persona (a person or phone number) who need not be in a call. */
type RunAsPersona<Parameters> = (
  admin: SignallingAdmin,
  rawId: string,
  parameters: Parameters,
) => ActionResult | Promise<ActionResult>;
/** Runs an action in the name of a participant of a call. */
type RunInCall<Parameters> = (context: ActionContext, parameters: Parameters) => ActionResult | void;

interface ActionBase {
  readonly name: string;
  /** What the persona does, beginning with a verb. The page of controls, the documentation and the npm package show this text. */
  readonly description: string;
  /** The request's fields besides `as`, `act` and `call`, and their `examples`. The documentation completes some with `as`: Bob. */
  readonly parameters: z.ZodObject;
}

/** What `POST /emulator/act` does. With `never`, one list can hold actions with different parameters; `runAction` checks them. */
export type Action = ActionBase &
  (
    | { readonly where: 'anywhere'; readonly run: RunAsPersona<never> }
    | { readonly where: 'call'; readonly presences: readonly CallPresence[]; readonly run: RunInCall<never> }
  );

/** @param presences how far the participant may have got in joining the call. Default: it has joined. */
export function defineParticipantAction<Parameters extends z.ZodObject>(
  name: string,
  description: string,
  parameters: Parameters,
  run: RunInCall<z.infer<Parameters>>,
  presences: readonly CallPresence[] = ['Joined'],
): Action {
  return { name, description, parameters, where: 'call', presences, run };
}

export function definePersonaAction<Parameters extends z.ZodObject>(
  name: string,
  description: string,
  parameters: Parameters,
  run: RunAsPersona<z.infer<Parameters>>,
): Action {
  return { name, description, parameters, where: 'anywhere', run };
}

/** The id of a command, by which the server answers it. Here any id will do, because `runCommand` gets the refusal directly. */
export const ref = '00000000-0000-4000-8000-000000000000';

/** Runs a command in the name of the acting participant. @throws ControlError 409 if the command is refused. */
export function runCommand({ admin, call, actingParticipant }: ActionContext, command: InCallCommand): void {
  const { calls, invitations } = admin.commands;
  throwIfRefused(runInCall({ calls, invitations, call, sender: actingParticipant }, command));
}

export function throwIfRefused(result: CommandResult): void {
  if (result) throw new ControlError(409, typeof result === 'string' ? result : result.message);
}

/**
 * @param what completes "Only the page can …", the reason of the refusal.
 * @throws ControlError 409 if the participant has a browser page, because only the page controls its devices.
 */
export function requireNoPage({ actingParticipant }: ActionContext, what: string): void {
  const { endpoint, rawId } = actingParticipant;
  if (endpoint && hasPage(endpoint))
    throw new ControlError(409, `Only the page of ${rawId} can ${what}: its devices are there.`);
}

/**
 * Creates a function that tells whether a name means a participant.
 * @param name a participant id, or any name that `resolveRawId` accepts: UPN, object id, raw id or phone number. A UPN or an
 * object id means the person as Teams user and as agent, and a raw id only one of them.
 */
const createNameMatcher = (directory: Directory, name: string) => {
  // Participant ids and object ids are both UUIDs, so a UUID is a participant id if it is no object id of the directory.
  const isParticipantId = /^[0-9a-f-]{36}$/.test(name) && !directory.findPerson(name);
  const rawId = isParticipantId ? undefined : resolveRawId(directory, name);
  const isMeantRawId = (other: string) =>
    rawId === name ? other === rawId : rawId !== undefined && toOid(other) === toOid(rawId);
  return (participant: Participant) => participant.id === name || isMeantRawId(participant.rawId);
};

/** @param names whom to find; by default, all others. @throws ControlError 404 if one of the names is not in the call. */
export function findOtherParticipants(
  { admin, call, actingParticipant }: ActionContext,
  names?: readonly string[],
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
 * Finds the participant who acts, in one call or, without `callId`, in all calls.
 * @param presences how far the participant may have got in joining the call.
 * @throws ControlError 404 for an unknown name or call, 409 unless exactly one participant matches.
 */
export function findContext(
  admin: SignallingAdmin,
  as: string,
  callId: string | undefined,
  presences: readonly CallPresence[],
): ActionContext {
  const calls = callId === undefined ? admin.commands.calls.list() : [requireCall(admin, callId)];
  const matchesName = createNameMatcher(admin.directory, as);
  const matches = calls.flatMap((call) =>
    [...call.participants.values()]
      .filter((participant) => matchesName(participant) && presences.includes(participant.presence))
      .map((actingParticipant) => ({ admin, call, actingParticipant })),
  );
  const [context] = matches;
  if (!context) throw new ControlError(409, `${as} is in no call in which this can be done now.`);
  if (matches.length > 1)
    throw new ControlError(409, `${as} is there ${matches.length} times: name the participant, or the call.`);
  return context;
}

export function requireCall(admin: SignallingAdmin, callId: string): Call {
  const call = admin.commands.calls.find(callId);
  if (!call) throw new ControlError(404, `There is no call ${callId}.`);
  return call;
}
