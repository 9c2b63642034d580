import type * as z from 'zod';
import { actions } from '../../emulator/controls/actions/actions.ts';
import { ConditionsRequest } from '../../emulator/controls/emulatorControls.ts';
import { scenarios } from '../../emulator/scenarios/scenarioRoutes.ts';
import { createPageParts, createTable, type WrittenFile } from './writtenFile.ts';

const alice = 'alice@fabrikam.example';
const bob = 'bob@fabrikam.example';

const showJson = (value: unknown): string => `\`${JSON.stringify(value)}\``;

interface Described {
  readonly description: string;
  readonly parameters: z.ZodObject;
}
/** Describes an action or a scenario, and those of its parameters that have a description of their own. */
function describeParameters({ description, parameters }: Described): string {
  const sentences = Object.entries(parameters.shape).map(([name, schema]) => {
    const { title, description: sentence } = (schema as z.ZodType).meta() ?? {};
    // A description beside a title describes a type, such as that of all names of meetings.
    return sentence === undefined || title !== undefined ? [] : `\`${name}\`: ${sentence}`;
  });
  return [description, ...sentences.flat()].join(' ');
}
const readExamples = ({ parameters }: Described) => (parameters.meta()?.examples ?? []) as object[];

const createActTable = () =>
  createTable(
    ['example', 'what it does'],
    actions.map((action) => [
      readExamples(action)
        .map((example) => showJson({ as: bob, act: action.name, ...example }))
        .join('<br>'),
      describeParameters(action),
    ]),
  );

const createScenarioTable = () =>
  createTable(
    ['example', 'what happens'],
    scenarios.map((scenario) => [
      readExamples(scenario)
        .map((example) => `\`${scenario.name}\` ${showJson({ user: alice, ...example })}`)
        .join('<br>'),
      describeParameters(scenario),
    ]),
  );

function createConditionTable(): string {
  const { shape } = ConditionsRequest;
  const rows = Object.entries(shape)
    .filter(([name]) => name !== 'user')
    .map(([name, schema]) => {
      // A condition is wrapped, because `null` removes it.
      const { description = '', examples = [] } = schema.meta() ?? schema.unwrap().meta() ?? {};
      return [(examples as unknown[]).map((value) => showJson({ [name]: value })).join('<br>'), description];
    });
  return createTable(['example', 'while the condition holds'], rows);
}

/** Creates the tables of `docs/emulator-controls.md` from what the actions, scenarios and conditions declare. */
export const createControlsPage = (): Promise<WrittenFile> =>
  createPageParts('docs/emulator-controls.md', {
    acts: createActTable(),
    scenarios: createScenarioTable(),
    conditions: createConditionTable(),
  });
