import { expect, test } from 'vitest';
import type * as z from 'zod';
import { scenarios } from '../scenarios/scenarioRoutes.ts';
import { Conditions } from '../wire/conditions.ts';
import { actions } from './actions/actions.ts';

const readExamples = (schema: z.ZodType) => (schema.meta()?.examples ?? []) as unknown[];
/** The examples of an act or a scenario name the person, too. */
const withoutPerson = ({ as: _as, user: _user, ...parameters }: Record<string, unknown>) => parameters;

test.each<[name: string, schema: z.ZodType, examples: unknown[]]>([
  ...[...actions, ...scenarios].map(({ name, parameters }): [string, z.ZodType, unknown[]] => [
    name,
    parameters,
    (readExamples(parameters) as Record<string, unknown>[]).map(withoutPerson),
  ]),
  ...Object.entries(Conditions.shape).map(([name, schema]): [string, z.ZodType, unknown[]] => [
    name,
    schema,
    readExamples(schema),
  ]),
])('the act, scenario or condition %s accepts its examples', (_, schema, examples) => {
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) expect(schema.safeParse(example).error).toBeUndefined();
});
