import { Hono } from 'hono';
import * as z from 'zod';
import { ControlError, parse, readBody, requirePerson } from '../controls/requests/controlError.ts';
import { personaName } from '../controls/requests/fields.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { conditionScenarios } from './conditions.ts';
import { incomingScenarios } from './incoming.ts';
import { meetingScenarios } from './meetings.ts';
import type { Scenario, ScenarioDeps } from './scenario.ts';

export const scenarios: readonly Scenario[] = [
  ...incomingScenarios,
  ...conditionScenarios,
  ...meetingScenarios,
];

/** The other fields of the body are the scenario's parameters. */
const Request = z.looseObject({ user: personaName });

/** `POST /emulator/scenarios/<name>` with `{user}` starts a scenario for that user. */
export function scenarioRoutes(deps: ScenarioDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.get('/emulator/scenarios', (c) => c.json(scenarios.map(({ name, title }) => ({ name, title }))));
  app.post('/emulator/scenarios/:name', async (c) => {
    const name = c.req.param('name');
    const scenario = scenarios.find((one) => one.name === name);
    if (!scenario) throw new ControlError(404, `There is no scenario ${name}.`);
    const { user, ...rest } = await readBody(c, Request);
    const person = requirePerson(user);
    if (person.bot) {
      throw new ControlError(400, `${person.displayName} has no window in which anything could happen.`);
    }
    deps.admin.forgetIdleAgents();
    const result = scenario.run(deps, person, parse(scenario.parameters, rest) as never);
    return c.json({ scenario: name, user: person.upn, ...result });
  });
  return app;
}
