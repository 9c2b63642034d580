import type * as z from 'zod';
import type { Admin } from '../../signalling/admin/admin.ts';
import type { Call, Participant } from '../../signalling/calls/call.ts';
import type { CommandResult, InCallCommand } from '../../signalling/commands/command.ts';
import { runInCall } from '../../signalling/commands/inCall.ts';
import { hasPage } from '../../signalling/endpoints/endpoint.ts';
import type { Presence } from '../../wire/protocol.ts';
import { ControlError } from '../requests/controlError.ts';

/** What an action works on. */
export interface ActionContext {
  readonly admin: Admin;
  readonly call: Call;
  /** The participant in whose name the action is done. */
  readonly self: Participant;
}

/** Fields that an action adds to the answer of its request. */
export type ActionResult = Readonly<Record<string, unknown>>;

interface ActionBase {
  readonly name: string;
  /** In a few words, for the page of controls. */
  readonly description: string;
  /** The fields of the request, besides `as`, `act` and `call`. */
  readonly parameters: z.ZodObject;
}

/** Something that a control does in the name of a persona. */
export type Action = ActionBase &
  (
    | {
        readonly from: 'outside';
        /** @param rawId the persona's. */
        readonly run: (
          admin: Admin,
          rawId: string,
          parameters: never,
        ) => ActionResult | Promise<ActionResult>;
      }
    | {
        readonly from: 'call';
        /** The call presences in which the action is possible. */
        readonly presences: readonly Presence[];
        readonly run: (context: ActionContext, parameters: never) => ActionResult | undefined;
      }
  );

/** Defines an action of a participant. @param presences those who have joined when left out. */
export function inCallAction<Parameters extends z.ZodObject>(
  name: string,
  description: string,
  parameters: Parameters,
  run: (context: ActionContext, parameters: z.infer<Parameters>) => ActionResult | undefined,
  presences: readonly Presence[] = ['Joined'],
): Action {
  return { name, description, parameters, from: 'call', presences, run };
}

/** Defines an action of a persona who need not be in a call. */
export function personaAction<Parameters extends z.ZodObject>(
  name: string,
  description: string,
  parameters: Parameters,
  run: (admin: Admin, rawId: string, parameters: z.infer<Parameters>) => ActionResult | Promise<ActionResult>,
): Action {
  return { name, description, parameters, from: 'outside', run };
}

/** Runs a command in the name of the participant. @throws ControlError 409 when it is refused. */
export function runCommand({ admin, call, self }: ActionContext, command: InCallCommand): void {
  const { calls, ringing } = admin.commands;
  throwIfRefused(runInCall(calls, ringing, call, self, command));
}

/** @throws ControlError 409 with the reason of a refusal. */
export function throwIfRefused(result: CommandResult): void {
  if (result) throw new ControlError(409, typeof result === 'string' ? result : result.message);
}

/**
 * @param what the action, as the end of "Only the page of … can".
 * @throws ControlError 409 for a participant with a page, which alone controls its devices.
 */
export function requireNoPage({ self }: ActionContext, what: string): void {
  if (self.endpoint && hasPage(self.endpoint)) {
    throw new ControlError(409, `Only the page of ${self.rawId} can ${what}: its devices are there.`);
  }
}
