import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConditionChanges, Conditions } from '../wire/conditions.ts';
import { createScenarioRoutes, scenarios } from '../scenarios/scenarioRoutes.ts';
import type { ScenarioDeps } from '../scenarios/scenario.ts';
import { addParticipant, createCall } from '../signalling/calls/call.ts';
import { findFeature } from '../signalling/features/features.ts';
import { actions } from './actions/actions.ts';
import { createControlRoutes, type ControlDeps } from './controls.ts';
import { AgentDisconnect } from './emulatorControls.ts';

/** These tests check that `docs/emulator-controls.md` describes every control, and that its examples are valid. */
const documentText = readFileSync(new URL('../../../docs/emulator-controls.md', import.meta.url), 'utf8');

/** @param title the title of a section of the document. @returns the first cell of each row in the section's tables. */
function readFirstCells(title: string): string[] {
  const [, afterTitle = ''] = documentText.split(`\n## ${title}\n`);
  const section = afterTitle.split('\n## ')[0];
  // Only rows whose first cell starts with code: the rows with headings do not.
  const rows = section?.match(/^\| `.*$/gm) ?? [];
  return rows.map((row) => row.split(' | ')[0]?.slice(2).trim() ?? '');
}
/** Parses the JSON object in a cell. */
const parseExample = (cell: string) =>
  JSON.parse(/\{.*\}/.exec(cell)?.[0] ?? 'null') as Record<string, unknown>;

test('the document describes every route of the controls, and no other route', () => {
  // This test only lists the routes, so the dependencies do not matter.
  const { routes } = createControlRoutes(
    { secret: 'x' } as ControlDeps,
    createScenarioRoutes({} as ScenarioDeps),
  );
  const existingRoutes = routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/emulator'))
    .map(({ method, path }) => `\`${method} ${path}\``);
  expect(readFirstCells('By HTTP').toSorted()).toEqual([...new Set(existingRoutes)].toSorted());
});

test('the document has a valid example of every action', () => {
  const examples = readFirstCells('Acts').map(parseExample);
  expect([...new Set(examples.map(({ act }) => act))]).toEqual(actions.map(({ name }) => name));
  for (const { as: _, act: name, ...parameters } of examples) {
    const action = actions.find((candidate) => candidate.name === name);
    expect(action?.parameters.safeParse(parameters).error).toBeUndefined();
  }
});

test('the example of the action “feature” sends a request that the feature it names accepts', () => {
  const { feature, what } = readFirstCells('Acts')
    .map(parseExample)
    .find(({ act }) => act === 'feature') as { feature: string; what: unknown };
  const call = createCall('call');
  call.kind = 'group';
  const sender = addParticipant(call, 'participant id', '4:+14255550100', 'Joined');
  expect(findFeature(feature)?.handle(call, sender, what)).toBeUndefined();
});

test('the document has a valid example of every scenario', () => {
  const examples = readFirstCells('Scenarios').map(
    (cell) => [/^`([a-z-]+)`/.exec(cell)?.[1], parseExample(cell)] as const,
  );
  expect(examples.map(([name]) => name)).toEqual(scenarios.map(({ name }) => name));
  for (const [name, { user: _, ...parameters }] of examples) {
    const scenario = scenarios.find((candidate) => candidate.name === name);
    expect(scenario?.parameters.safeParse(parameters).error).toBeUndefined();
  }
});

test('the document has a valid example of every condition', () => {
  const examples = readFirstCells('Conditions').map(parseExample);
  // The condition `media` has two examples, and `agentDisconnect` takes effect at once and is not stored.
  expect(examples.flatMap((example) => Object.keys(example)).toSorted()).toEqual(
    [...Object.keys(Conditions.shape), 'media', 'agentDisconnect'].toSorted(),
  );
  for (const { agentDisconnect, ...example } of examples) {
    expect(ConditionChanges.safeParse(example).error).toBeUndefined();
    if (agentDisconnect) expect(AgentDisconnect.safeParse(agentDisconnect).error).toBeUndefined();
  }
});
