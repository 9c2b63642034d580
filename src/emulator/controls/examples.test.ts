import { expect, test } from 'vitest';
import type * as z from 'zod';
import { scenarios } from '../scenarios/scenarioRoutes.ts';
import { addParticipant, createCall } from '../signalling/calls/call.ts';
import { findFeature } from '../signalling/features/features.ts';
import { Conditions } from '../wire/conditions.ts';
import { actions } from './actions/actions.ts';

const readExamples = (schema: z.ZodType) => (schema.meta()?.examples ?? []) as Record<string, unknown>[];

test.each([...actions, ...scenarios].map(({ name, parameters }) => [name, parameters] as const))(
  'the act or scenario %s accepts its examples',
  (_name, parameters) => {
    const examples = readExamples(parameters);
    expect(examples.length).toBeGreaterThan(0);
    for (const { as: _as, user: _user, ...example } of examples)
      expect(parameters.safeParse(example).error).toBeUndefined();
  },
);

test.each(Object.entries(Conditions.shape))('the condition %s accepts its examples', (_name, schema) => {
  const examples = readExamples(schema);
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) expect(schema.safeParse(example).error).toBeUndefined();
});

test('the example of the action “feature” sends a request that the feature it names accepts', () => {
  const action = actions.find(({ name }) => name === 'feature');
  const [{ feature, what }] = readExamples(action?.parameters as z.ZodType) as [
    { feature: string; what: unknown },
  ];
  const call = createCall('call');
  call.kind = 'group';
  const sender = addParticipant(call, 'participant id', '4:+14255550100', 'Joined');
  expect(findFeature(feature)?.handle(call, sender, what)).toBeUndefined();
});
