import type * as z from 'zod';
import { actions } from '../../emulator/controls/actions/actions.ts';
import { ConditionsRequest } from '../../emulator/controls/emulatorControls.ts';
import { scenarios } from '../../emulator/scenarios/scenarioRoutes.ts';
import { createPageParts, type WrittenFile } from './writtenFile.ts';

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

/** Creates an item of a list: examples, and what they do. */
const createItem = (examples: readonly string[], description: string): string =>
  `- ${examples.join(', ')}: ${description}`;

const createActList = (): string =>
  actions
    .map((action) =>
      createItem(
        readExamples(action).map((example) => showJson({ as: bob, act: action.name, ...example })),
        describeParameters(action),
      ),
    )
    .join('\n');

const createScenarioList = (): string =>
  scenarios
    .map((scenario) =>
      createItem(
        readExamples(scenario).map(
          (example) => `\`${scenario.name}\` ${showJson({ user: alice, ...example })}`,
        ),
        describeParameters(scenario),
      ),
    )
    .join('\n');

function createConditionList(): string {
  const { shape } = ConditionsRequest;
  return Object.entries(shape)
    .filter(([name]) => name !== 'user')
    .map(([name, schema]) => {
      // A condition is wrapped, because `null` removes it.
      const { description = '', examples = [] } = schema.meta() ?? schema.unwrap().meta() ?? {};
      return createItem(
        (examples as unknown[]).map((value) => showJson({ [name]: value })),
        description,
      );
    })
    .join('\n');
}

/** Creates the lists of `docs/emulator-controls.md` from what the actions, scenarios and conditions declare. */
export const createControlsPage = (): Promise<WrittenFile> =>
  createPageParts('docs/emulator-controls.md', {
    acts: createActList(),
    scenarios: createScenarioList(),
    conditions: createConditionList(),
  });
