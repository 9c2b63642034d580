import type * as z from 'zod';
import { ControlError } from '../controls/requests/controlError.ts';
import type { Clock } from '../core/clock.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { Person } from '../core/people.ts';
import { findPerson } from '../core/seed.ts';
import type { Admin } from '../signalling/admin/admin.ts';
import { joinedParticipants, type Call } from '../signalling/calls/call.ts';
import { hasPage } from '../signalling/endpoints/endpoint.ts';

export interface ScenarioDeps {
  readonly admin: Admin;
  readonly conditions: ConditionStore;
  readonly clock: Clock;
}

/** The answer to the request that starts a scenario. */
export interface ScenarioResult {
  /** What happens, and what the user does next. */
  readonly next: string;
  readonly call?: string;
  readonly meeting?: { readonly link: string; readonly meetingId?: string; readonly passcode?: string };
}

/** A sequence of events that one request starts for one user. */
export interface Scenario {
  /** As in `POST /emulator/scenarios/<name>`. */
  readonly name: string;
  readonly title: string;
  /** The fields of the request, besides the user. */
  readonly parameters: z.ZodObject;
  readonly run: (deps: ScenarioDeps, user: Person, parameters: never) => ScenarioResult;
}

export function scenario<Parameters extends z.ZodObject>(
  name: string,
  title: string,
  parameters: Parameters,
  run: (deps: ScenarioDeps, user: Person, parameters: z.infer<Parameters>) => ScenarioResult,
): Scenario {
  return { name, title, parameters, run };
}

export const rawIdOf = ({ oid }: Person): string => `8:orgid:${oid}`;

/**
 * Chooses a colleague of the user for a scenario: Bob, Alice or Carol.
 * @param except UPNs of people who are in the scenario already.
 */
export function otherPerson({ upn }: Person, ...except: string[]): Person {
  const upns = ['bob', 'alice', 'carol'].map((name) => `${name}@fabrikam.example`);
  const found = findPerson(upns.find((one) => one !== upn && !except.includes(one)) ?? '');
  if (!found) throw new Error('The directory has nobody else.');
  return found;
}

/** @throws ControlError 409 for a user without a page at which a call could ring. */
export function requirePage({ admin }: ScenarioDeps, { oid, displayName }: Person): void {
  if (admin.endpoints.ofUser(oid).some(hasPage)) return;
  throw new ControlError(409, `${displayName} is signed in nowhere: open the app, and sign in.`);
}

/** Finds the call that a user's page is in. */
export function callOf({ admin }: ScenarioDeps, user: Person): Call | undefined {
  return admin.commands.calls
    .all()
    .find((call) =>
      joinedParticipants(call).some(
        ({ rawId, endpoint }) => rawId === rawIdOf(user) && endpoint && hasPage(endpoint),
      ),
    );
}
