import type * as z from 'zod';
import type { SignallingAdmin } from '../../signalling/admin/admin.ts';
import type { Call, Participant } from '../../signalling/calls/call.ts';
import type { CommandResult, InCallCommand } from '../../signalling/commands/command.ts';
import { runInCall } from '../../signalling/commands/inCall.ts';
import { hasPage } from '../../signalling/endpoints/endpoint.ts';
import type { CallPresence } from '../../wire/protocol.ts';
import { ControlError } from '../requests/addControl.ts';

export interface ActionContext {
  readonly admin: SignallingAdmin;
  readonly call: Call;
  readonly actingParticipant: Participant;
}

export type ActionResult = Readonly<Record<string, unknown>>;

interface ActionBase {
  readonly name: string;
  /** What the persona does: sentences for the page of controls, the documentation and the types of the npm package. */
  readonly description: string;
  /**
   * The schema of the fields that the request may have in addition to `as`, `act` and `call`. Its `examples` become examples
   * of the request, in which `as` is Bob unless an example names another persona.
   */
  readonly parameters: z.ZodObject;
}

/**
 * Something that `POST /emulator/act` does in the name of a persona: a person or phone number of the emulator. With
 * `from: 'outside'`, the persona need not be in a call. With `from: 'call'`, the persona is a participant of a call.
 */
export type Action = ActionBase &
  (
    | {
        readonly from: 'outside';
        readonly run: (
          admin: SignallingAdmin,
          rawId: string,
          parameters: never,
        ) => ActionResult | Promise<ActionResult>;
      }
    | {
        readonly from: 'call';
        readonly presences: readonly CallPresence[];
        readonly run: (context: ActionContext, parameters: never) => ActionResult | void;
      }
  );

/** @param presences the call presences in which the action is possible. By default, the participant must have joined. */
export function defineParticipantAction<Parameters extends z.ZodObject>(
  name: string,
  description: string,
  parameters: Parameters,
  run: (context: ActionContext, parameters: z.infer<Parameters>) => ActionResult | void,
  presences: readonly CallPresence[] = ['Joined'],
): Action {
  return { name, description, parameters, from: 'call', presences, run };
}

/** Defines an action of a persona (a person or phone number) who need not be in a call. */
export function definePersonaAction<Parameters extends z.ZodObject>(
  name: string,
  description: string,
  parameters: Parameters,
  run: (
    admin: SignallingAdmin,
    rawId: string,
    parameters: z.infer<Parameters>,
  ) => ActionResult | Promise<ActionResult>,
): Action {
  return { name, description, parameters, from: 'outside', run };
}

/**
 * A command that the server answers needs an id. Any UUID will do here, because `runCommand` runs the command directly and
 * throws an error if the command is refused.
 */
export const ref = '00000000-0000-4000-8000-000000000000';

/** Runs a command in the name of the acting participant. @throws ControlError 409 if the command is refused. */
export function runCommand({ admin, call, actingParticipant }: ActionContext, command: InCallCommand): void {
  const { calls, invitations } = admin.commands;
  throwIfRefused(runInCall(calls, invitations, call, actingParticipant, command));
}

/** @throws ControlError 409 with the reason, if the result is a refusal. */
export function throwIfRefused(result: CommandResult): void {
  if (result) throw new ControlError(409, typeof result === 'string' ? result : result.message);
}

/** @throws ControlError 409 if the participant has a browser page, because only the page controls its devices. */
export function requireNoPage({ actingParticipant }: ActionContext, what: string): void {
  if (actingParticipant.endpoint && hasPage(actingParticipant.endpoint)) {
    throw new ControlError(
      409,
      `Only the page of ${actingParticipant.rawId} can ${what}: its devices are there.`,
    );
  }
}
