import type * as z from 'zod';
import type { Presence } from '../../wire/protocol.ts';
import type { Admin } from '../../signalling/admin/admin.ts';
import { runInCall, type InCallCommand, type CommandResult } from '../../signalling/commands/inCall.ts';
import type { Call, Participant } from '../../signalling/calls/call.ts';
import { hasPage } from '../../signalling/endpoints/endpointRegistry.ts';
import { ControlError } from '../requests/controlError.ts';

/** What an act is done to, and by whom. */
export interface ActionContext {
  readonly admin: Admin;
  readonly call: Call;
  /** Whoever acts. */
  readonly self: Participant;
}

/** Told to whoever asked for the act. */
export type ActionResult = Readonly<Record<string, unknown>>;

interface Described {
  readonly name: string;
  /** For people, in a few words. */
  readonly description: string;
  readonly parameters: z.ZodObject;
}

/** Something that can be done in anybody's name. */
export type Action = Described &
  (
    | {
        readonly from: 'outside';
        /** @param as the raw id of whoever acts. */
        readonly run: (admin: Admin, as: string, asked: never) => ActionResult | Promise<ActionResult>;
      }
    | {
        readonly from: 'call';
        /** How far whoever acts must have come. */
        readonly when: readonly Presence[];
        readonly run: (stage: ActionContext, asked: never) => ActionResult | undefined;
      }
  );

/** An act of somebody in a call. @param when how far they must have come, if not into the call itself. */
export function inCallAction<Asks extends z.ZodObject>(
  name: string,
  does: string,
  asks: Asks,
  run: (stage: ActionContext, asked: z.infer<Asks>) => ActionResult | undefined,
  when: readonly Presence[] = ['Joined'],
): Action {
  return { name, description: does, parameters: asks, from: 'call', when, run };
}

/** An act of somebody who need not be in a call. */
export function personaAction<Asks extends z.ZodObject>(
  name: string,
  does: string,
  asks: Asks,
  run: (admin: Admin, as: string, asked: z.infer<Asks>) => ActionResult | Promise<ActionResult>,
): Action {
  return { name, description: does, parameters: asks, from: 'outside', run };
}

/** Carries out what somebody in the call asks signalling for. @throws ControlError 409 when it is refused. */
export function runCommand({ admin, call, self }: ActionContext, command: InCallCommand): void {
  const { calls: rooms, ringing } = admin.commands;
  throwIfRefused(runInCall(rooms, ringing, call, self, command));
}

/** @throws ControlError 409 for what signalling refused. */
export function throwIfRefused(outcome: CommandResult): void {
  if (outcome) throw new ControlError(409, typeof outcome === 'string' ? outcome : outcome.message);
}

/** @throws ControlError 409 for somebody whose own page holds the devices. @param what they would have to do. */
export function requireNoPage({ self }: ActionContext, what: string): void {
  if (self.endpoint && hasPage(self.endpoint)) {
    throw new ControlError(409, `Only the page of ${self.rawId} can ${what}: its devices are there.`);
  }
}
