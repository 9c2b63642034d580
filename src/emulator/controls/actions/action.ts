import type * as z from 'zod';
import type { Presence } from '../../wire/protocol.ts';
import type { Admin } from '../../signalling/admin.ts';
import { act, type Inside, type Outcome } from '../../signalling/acts.ts';
import type { Call, Member } from '../../signalling/callRecord.ts';
import { isPage } from '../../signalling/endpoints.ts';
import { ControlError } from '../requests/controlError.ts';

/** What an act is done to, and by whom. */
export interface Stage {
  readonly admin: Admin;
  readonly call: Call;
  /** Whoever acts. */
  readonly self: Member;
}

/** Told to whoever asked for the act. */
export type Told = Readonly<Record<string, unknown>>;

interface Described {
  readonly name: string;
  /** For people, in a few words. */
  readonly does: string;
  readonly asks: z.ZodObject;
}

/** Something that can be done in anybody's name. */
export type Act = Described &
  (
    | {
        readonly from: 'outside';
        /** @param as the raw id of whoever acts. */
        readonly run: (admin: Admin, as: string, asked: never) => Told | Promise<Told>;
      }
    | {
        readonly from: 'call';
        /** How far whoever acts must have come. */
        readonly when: readonly Presence[];
        readonly run: (stage: Stage, asked: never) => Told | undefined;
      }
  );

/** An act of somebody in a call. @param when how far they must have come, if not into the call itself. */
export function inside<Asks extends z.ZodObject>(
  name: string,
  does: string,
  asks: Asks,
  run: (stage: Stage, asked: z.infer<Asks>) => Told | undefined,
  when: readonly Presence[] = ['Joined'],
): Act {
  return { name, does, asks, from: 'call', when, run };
}

/** An act of somebody who need not be in a call. */
export function outside<Asks extends z.ZodObject>(
  name: string,
  does: string,
  asks: Asks,
  run: (admin: Admin, as: string, asked: z.infer<Asks>) => Told | Promise<Told>,
): Act {
  return { name, does, asks, from: 'outside', run };
}

/** Carries out what somebody in the call asks signalling for. @throws ControlError 409 when it is refused. */
export function perform({ admin, call, self }: Stage, command: Inside): void {
  const { rooms, ringing } = admin.calls;
  settle(act(rooms, ringing, call, self, command));
}

/** @throws ControlError 409 for what signalling refused. */
export function settle(outcome: Outcome): void {
  if (outcome) throw new ControlError(409, typeof outcome === 'string' ? outcome : outcome.message);
}

/** @throws ControlError 409 for somebody whose own page holds the devices. @param what they would have to do. */
export function withoutPage({ self }: Stage, what: string): void {
  if (self.endpoint && isPage(self.endpoint)) {
    throw new ControlError(409, `Only the page of ${self.id} can ${what}: its devices are there.`);
  }
}
