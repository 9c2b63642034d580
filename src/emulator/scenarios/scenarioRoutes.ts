import { Hono } from 'hono';
import * as z from 'zod';
import { ControlError, parseRequest, readBody, requirePerson } from '../controls/requests/controlError.ts';
import { personaName } from '../controls/requests/fields.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { conditionScenarios } from './conditions.ts';
import { incomingScenarios } from './incoming.ts';
import { meetingScenarios } from './meetings.ts';
import type { Scenario, ScenarioDeps } from './scenario.ts';

/** All scenarios. A scenario is a sequence of events for one user, such as an incoming call that is recorded. */
export const scenarios: readonly Scenario[] = [
  ...incomingScenarios,
  ...conditionScenarios,
  ...meetingScenarios,
];

/** The body of the request that starts a scenario. All fields but `user` are the scenario's parameters. */
const ScenarioRequest = z.looseObject({ user: personaName });

/**
 * Creates the routes of the scenarios. `GET /emulator/scenarios` lists them, and `POST /emulator/scenarios/<name>` starts
 * one for the user in the body.
 */
export function createScenarioRoutes(deps: ScenarioDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.get('/emulator/scenarios', (c) => c.json(scenarios.map(({ name, title }) => ({ name, title }))));
  app.post('/emulator/scenarios/:name', async (c) => {
    const name = c.req.param('name');
    const scenario = scenarios.find((candidate) => candidate.name === name);
    if (!scenario) throw new ControlError(404, `There is no scenario ${name}.`);
    const { user, ...parameters } = await readBody(c, ScenarioRequest);
    const person = requirePerson(deps.admin.directory, user);
    if (person.bot) {
      throw new ControlError(400, `${person.displayName} has no window in which anything could happen.`);
    }
    deps.admin.forgetIdleAgents();
    const result = scenario.run(deps, person, parseRequest(scenario.parameters, parameters) as never);
    return c.json({ scenario: name, user: person.upn, ...result });
  });
  return app;
}
