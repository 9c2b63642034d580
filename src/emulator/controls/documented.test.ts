import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConditionChanges, Conditions } from '../wire/conditions.ts';
import { scenarioRoutes, scenarios } from '../scenarios/scenarioRoutes.ts';
import type { ScenarioDeps } from '../scenarios/scenario.ts';
import { addParticipant, createCall } from '../signalling/calls/call.ts';
import { findFeature } from '../signalling/features/features.ts';
import { actions } from './actions/actions.ts';
import { controlRoutes, type ControlDeps } from './controls.ts';
import { AgentDisconnect } from './worldControls.ts';

/** docs/emulator-controls.md describes every control, and its examples are valid. */
const text = readFileSync(new URL('../../../docs/emulator-controls.md', import.meta.url), 'utf8');

/** @returns the first cells of the tables in a section of the page. */
function firstCells(title: string): string[] {
  const [, part = ''] = text.split(`\n## ${title}\n`);
  const rows = part.split('\n## ')[0]?.match(/^\| `.*$/gm) ?? [];
  return rows.map((row) => row.split(' | ')[0]?.slice(2).trim() ?? '');
}
const json = (cell: string) => JSON.parse(/\{.*\}/.exec(cell)?.[0] ?? 'null') as Record<string, unknown>;

test('the page describes every route, and no other', () => {
  const { routes } = controlRoutes({ secret: 'x' } as ControlDeps, scenarioRoutes({} as ScenarioDeps));
  const real = routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/emulator'))
    .map(({ method, path }) => `\`${method} ${path}\``);
  expect(firstCells('By HTTP').toSorted()).toEqual([...new Set(real)].toSorted());
});

test('every action has a valid example', () => {
  const examples = firstCells('Acts').map(json);
  expect([...new Set(examples.map(({ act }) => act))]).toEqual(actions.map(({ name }) => name));
  for (const { as: _, act: name, ...rest } of examples) {
    expect(actions.find((one) => one.name === name)?.parameters.safeParse(rest).error).toBeUndefined();
  }
});

test('the example of a feature request is valid for its feature', () => {
  const { feature, what } = firstCells('Acts')
    .map(json)
    .find(({ act }) => act === 'feature') as { feature: string; what: unknown };
  const call = createCall('call');
  call.kind = 'group';
  const self = addParticipant(call, 'self', '4:+14255550100', 'Joined');
  expect(findFeature(feature)?.handle(call, self, what)).toBeUndefined();
});

test('every scenario has a valid example', () => {
  const examples = firstCells('Scenarios').map(
    (cell) => [/^`([a-z-]+)`/.exec(cell)?.[1], json(cell)] as const,
  );
  expect(examples.map(([name]) => name)).toEqual(scenarios.map(({ name }) => name));
  for (const [name, { user: _, ...rest }] of examples) {
    expect(scenarios.find((one) => one.name === name)?.parameters.safeParse(rest).error).toBeUndefined();
  }
});

test('every condition has a valid example', () => {
  const examples = firstCells('Conditions').map(json);
  expect(examples.flatMap((one) => Object.keys(one)).toSorted()).toEqual(
    [...Object.keys(Conditions.shape), 'media', 'agentDisconnect'].toSorted(),
  );
  for (const { agentDisconnect, ...example } of examples) {
    expect(ConditionChanges.safeParse(example).error).toBeUndefined();
    if (agentDisconnect) expect(AgentDisconnect.safeParse(agentDisconnect).error).toBeUndefined();
  }
});
