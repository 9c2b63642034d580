import { Hono } from 'hono';
import * as z from 'zod';
import { parse, ControlError, requirePerson, readBody } from '../controls/requests/controlError.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { conditional } from './conditions.ts';
import { incoming } from './incoming.ts';
import { meetings } from './meetings.ts';
import type { Scenario, ScenarioDeps } from './scenario.ts';

export const scenarios: readonly Scenario[] = [...incoming, ...conditional, ...meetings];

/** The rest of the body is the scenario's own. */
const Request = z.looseObject({ user: z.string().min(1).max(300) });

/** `POST /emulator/scenarios/<name>` with `{user}`: what happens to that person, by itself. */
export function scenarioRoutes(world: ScenarioDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.get('/emulator/scenarios', (c) => c.json(scenarios.map(({ name, title }) => ({ name, title }))));
  app.post('/emulator/scenarios/:name', async (c) => {
    const name = c.req.param('name');
    const scenario = scenarios.find((one) => one.name === name);
    if (!scenario) throw new ControlError(404, `There is no scenario ${name}.`);
    const { user, ...rest } = await readBody(c, Request);
    const person = requirePerson(user);
    if (person.bot)
      throw new ControlError(400, `${person.displayName} has no window in which anything could happen.`);
    world.admin.forgetIdleAgents();
    const playing = scenario.run(world, person, parse(scenario.parameters, rest) as never);
    return c.json({ scenario: name, user: person.upn, ...playing });
  });
  return app;
}
