import type * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import { ControlError } from '../controls/requests/controlError.ts';
import type { Person } from '../core/people.ts';
import { findPerson } from '../core/seed.ts';
import type { Admin } from '../signalling/admin/admin.ts';
import type { Call, Participant } from '../signalling/calls/call.ts';
import { hasPage } from '../signalling/endpoints/endpointRegistry.ts';

/** What scenarios are played with. */
export interface ScenarioDeps {
  readonly admin: Admin;
  readonly conditions: ConditionStore;
  readonly clock: Clock;
}

/** What a scenario says to whoever started it. */
export interface ScenarioResult {
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
  readonly parameters: z.ZodObject;
  readonly run: (world: ScenarioDeps, person: Person, asked: never) => ScenarioResult;
}

export function scenario<Asks extends z.ZodObject>(
  name: string,
  title: string,
  asks: Asks,
  run: (world: ScenarioDeps, person: Person, asked: z.infer<Asks>) => ScenarioResult,
): Scenario {
  return { name, title, parameters: asks, run };
}

export const rawIdOf = ({ oid }: Person): string => `8:orgid:${oid}`;

/** Whoever calls when nobody is named: Bob, or Alice for Bob. */
export function otherPerson({ upn }: Person, ...taken: string[]): Person {
  const names = ['bob', 'alice', 'carol'].map((name) => `${name}@fabrikam.example`);
  const found = findPerson(names.find((name) => name !== upn && !taken.includes(name)) ?? '');
  if (!found) throw new Error('The directory has nobody else.');
  return found;
}

/** @throws ControlError 409 for somebody who has no window that could ring. */
export function requirePage({ admin }: ScenarioDeps, { oid, displayName }: Person): void {
  if (admin.endpoints.ofUser(oid).some(hasPage)) return;
  throw new ControlError(409, `${displayName} is signed in nowhere: open the app, and sign in.`);
}

/** @returns the call a person is in with a window, and their place in it. */
export function callOf(
  { admin }: ScenarioDeps,
  person: Person,
): { call: Call; member: Participant } | undefined {
  for (const call of admin.commands.calls.all()) {
    for (const member of call.participants.values()) {
      const { rawId: id, presence, endpoint } = member;
      if (id === rawIdOf(person) && presence === 'Joined' && endpoint && hasPage(endpoint))
        return { call, member };
    }
  }
  return undefined;
}
