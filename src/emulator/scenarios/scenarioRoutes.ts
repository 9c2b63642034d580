import * as z from 'zod';
import {
  addControl,
  ControlError,
  parseRequest,
  readBody,
  requirePerson,
} from '../controls/requests/addControl.ts';
import { personaName } from '../controls/requests/names.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { conditionScenarios } from './conditions.ts';
import { incomingScenarios } from './incoming.ts';
import { meetingScenarios } from './meetings.ts';
import { ScenarioResult, type Scenario, type ScenarioDeps } from './scenario.ts';

export const scenarios: readonly Scenario[] = [
  ...incomingScenarios,
  ...conditionScenarios,
  ...meetingScenarios,
];

/** What every request has. Its other fields are the parameters of the scenario that the path names. */
const ScenarioRequest = z.looseObject({ user: personaName });

/** The body of each scenario's request, for the documentation. */
const ScenarioBody = z.union(
  scenarios.map(({ name, description, parameters }) =>
    z.strictObject({ ...ScenarioRequest.shape, ...parameters.shape }).meta({ title: name, description }),
  ),
);

export function addScenarioRoutes(app: EmulatorApp, deps: ScenarioDeps): void {
  addControl(app, 'GET', '/emulator/scenarios', {
    summary: 'Lists the scenarios.',
    answer: z.array(z.strictObject({ name: z.string(), title: z.string() })),
    run: () => scenarios.map(({ name, title }) => ({ name, title })),
  });
  addRoute(app, 'POST', '/emulator/scenarios/:name', {
    summary: 'Starts a scenario for a person; see _Scenarios_.',
    body: ScenarioBody,
    example: { user: 'alice@fabrikam.example' },
    answer: z.strictObject({ scenario: z.string(), user: z.string(), ...ScenarioResult.shape }),
    handle: async (c) => {
      const name = c.req.param('name');
      const scenario = scenarios.find((candidate) => candidate.name === name);
      if (!scenario) throw new ControlError(404, `There is no scenario ${name}.`);
      const { user, ...parameters } = await readBody(c, ScenarioRequest);
      const person = requirePerson(deps.admin.directory, user);
      if (person.bot) {
        throw new ControlError(400, `${person.displayName} has no window in which anything could happen.`);
      }
      deps.admin.forgetIdleAgents();
      // The type `never` is accepted by every scenario, and the scenario's own schema checks the parameters.
      const result = scenario.run(deps, person, parseRequest(scenario.parameters, parameters) as never);
      return c.json({ scenario: name, user: person.upn, ...result });
    },
  });
}
