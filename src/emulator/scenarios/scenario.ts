import * as z from 'zod';
import { ControlError } from '../controls/requests/addControl.ts';
import type { EmulatorState } from '../core/emulatorState.ts';
import type { Person } from '../core/people.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import { listJoinedParticipants, type Call, type Participant } from '../signalling/calls/call.ts';
import { hasPage } from '../signalling/endpoints/endpoint.ts';
import { createTeamsUserRawId } from '../wire/rawIds.ts';

export interface ScenarioDeps extends Pick<EmulatorState, 'conditions' | 'clock'> {
  readonly admin: SignallingAdmin;
}

export const ScenarioMeeting = z
  .strictObject({
    link: z.string(),
    meetingId: z.optional(z.string()),
    passcode: z.optional(z.string()),
  })
  .meta({ title: 'ScenarioMeeting', description: 'The meeting that a person should join in a scenario.' });
export const ScenarioResult = z.strictObject({
  next: z.string().describe('What the emulator will do, and what the user has to do.'),
  call: z.optional(z.string()).describe('The id of the call, if it exists already.'),
  meeting: z.optional(ScenarioMeeting),
});
export type ScenarioResult = z.infer<typeof ScenarioResult>;

/** A sequence of events for one user, such as an incoming call that is recorded. A request to the emulator starts it. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The request's fields besides `user`. The documentation adds `user` to their `examples`: Alice, unless they name one. */
  readonly parameters: z.ZodObject;
  // With the type `never`, one list can hold scenarios with different parameters. `scenarioRoutes.ts` checks them.
  readonly run: (deps: ScenarioDeps, user: Person, parameters: never) => ScenarioResult;
}

export function defineScenario<Parameters extends z.ZodObject>(
  name: string,
  title: string,
  description: string,
  parameters: Parameters,
  run: (deps: ScenarioDeps, user: Person, parameters: z.infer<Parameters>) => ScenarioResult,
): Scenario {
  return { name, title, description, parameters, run };
}

export const getRawId = ({ oid }: Person): string => createTeamsUserRawId(oid);

/** Chooses another person, preferably one with a licence in the same tenant. Among equals, the directory's second person wins. */
export function chooseColleague({ admin }: ScenarioDeps, user: Person, ...exceptUpns: string[]): Person {
  const [first, second, ...others] = admin.directory.people.filter(({ bot }) => !bot);
  // The compiler does not see that the filter removes `undefined`.
  const candidates = [second, first, ...others].filter(
    (person) => person !== undefined && person.oid !== user.oid && !exceptUpns.includes(person.upn),
  ) as Person[];
  /** How many of the two wishes a person meets. The sort keeps the order of people with the same rank. */
  const rank = ({ tid, teamsLicence }: Person) => Number(tid === user.tid) + Number(teamsLicence);
  const [colleague] = candidates.sort((a, b) => rank(b) - rank(a));
  if (!colleague) throw new ControlError(409, 'The directory has no other person for this scenario.');
  return colleague;
}

/** @throws ControlError 409 if the user has no page open at which a call could ring. */
export function requirePage({ admin }: ScenarioDeps, user: Person): void {
  if (admin.endpoints.listForRawId(getRawId(user)).some(hasPage)) return;
  throw new ControlError(409, `${user.displayName} is signed in nowhere: open the app, and sign in.`);
}

/** Finds the call that a page of the user has joined. */
export function findCallOf({ admin }: ScenarioDeps, user: Person): Call | undefined {
  const isPageOfUser = ({ rawId, endpoint }: Participant) =>
    rawId === getRawId(user) && endpoint !== undefined && hasPage(endpoint);
  return admin.commands.calls.list().find((call) => listJoinedParticipants(call).some(isPageOfUser));
}
