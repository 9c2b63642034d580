import type * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import { ControlError } from '../controls/requests/controlError.ts';
import type { Person } from '../core/people.ts';
import { findPerson } from '../core/seed.ts';
import type { Admin } from '../signalling/admin.ts';
import type { Call, Member } from '../signalling/callRecord.ts';
import { isPage } from '../signalling/endpoints.ts';

/** What scenarios are played with. */
export interface World {
  readonly admin: Admin;
  readonly conditions: ConditionStore;
  readonly clock: Clock;
}

/** What a scenario says to whoever started it. */
export interface Playing {
  /** What happens, and what the person does next. */
  readonly next: string;
  readonly call?: string;
  readonly meeting?: { readonly link: string; readonly meetingId?: string; readonly passcode?: string };
}

/** Something that happens to one person, by itself once it is started. */
export interface Scenario {
  /** As in `POST /emulator/scenarios/<name>`. */
  readonly name: string;
  readonly title: string;
  /** What else may be asked for, beside the user. */
  readonly asks: z.ZodObject;
  readonly run: (world: World, person: Person, asked: never) => Playing;
}

export function scenario<Asks extends z.ZodObject>(
  name: string,
  title: string,
  asks: Asks,
  run: (world: World, person: Person, asked: z.infer<Asks>) => Playing,
): Scenario {
  return { name, title, asks, run };
}

export const idOf = ({ oid }: Person): string => `8:orgid:${oid}`;

/** Whoever calls when nobody is named: Bob, or Alice for Bob. */
export function somebodyElse({ upn }: Person, ...taken: string[]): Person {
  const names = ['bob', 'alice', 'carol'].map((name) => `${name}@fabrikam.example`);
  const found = findPerson(names.find((name) => name !== upn && !taken.includes(name)) ?? '');
  if (!found) throw new Error('The directory has nobody else.');
  return found;
}

/** @throws ControlError 409 for somebody who has no window that could ring. */
export function needWindow({ admin }: World, { oid, displayName }: Person): void {
  if (admin.endpoints.of(oid).some(isPage)) return;
  throw new ControlError(409, `${displayName} is signed in nowhere: open the app, and sign in.`);
}

/** @returns the call a person is in with a window, and their place in it. */
export function callOf({ admin }: World, person: Person): { call: Call; member: Member } | undefined {
  for (const call of admin.calls.rooms.all()) {
    for (const member of call.members.values()) {
      const { id, presence, endpoint } = member;
      if (id === idOf(person) && presence === 'Joined' && endpoint && isPage(endpoint))
        return { call, member };
    }
  }
  return undefined;
}
