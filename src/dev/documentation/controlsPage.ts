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
/** Describes those parameters of an action or a scenario that have a description of their own. */
const describeParameters = ({ parameters }: Described): string[] =>
  Object.entries(parameters.shape).flatMap(([name, schema]) => {
    const { title, description } = (schema as z.ZodType).meta() ?? {};
    // A description beside a title describes a type, such as that of all names of meetings.
    return description === undefined || title !== undefined ? [] : `\`${name}\`: ${description}`;
  });
const readExamples = ({ parameters }: Described) => (parameters.meta()?.examples ?? []) as object[];

/** Creates an item of a list: examples, and what they do. */
const createItem = (examples: readonly string[], description: string): string =>
  `- ${examples.join(', ')}: ${description}`;

/** Creates a table with an example of each act. Below it are the parameters that need a description, and further examples. */
function createActTable(): string {
  const rows = actions.map((action) => {
    const [example = {}] = readExamples(action);
    const parameters = Object.keys(example).length > 0 ? showJson(example) : '';
    return [`\`${action.name}\``, parameters, action.description];
  });
  const parameters = actions.flatMap((action) =>
    describeParameters(action).map((text) => `- \`${action.name}\`, ${text}`),
  );
  const examples = actions.flatMap((action) =>
    readExamples(action)
      .slice(1)
      .map((example) => `- ${showJson({ as: bob, act: action.name, ...example })}`),
  );
  return [
    createTable(['act', 'parameters, for example', ''], rows),
    `Further parameters:\n\n${parameters.join('\n')}`,
    `Further examples, as whole bodies:\n\n${examples.join('\n')}`,
  ].join('\n\n');
}

const createScenarioList = (): string =>
  scenarios
    .map((scenario) =>
      createItem(
        readExamples(scenario).map(
          (example) => `\`${scenario.name}\` ${showJson({ user: alice, ...example })}`,
        ),
        [scenario.description, ...describeParameters(scenario)].join(' '),
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

/** Creates the parts of `docs/emulator-controls.md` that follow from what the actions, scenarios and conditions declare. */
export const createControlsPage = (): Promise<WrittenFile> =>
  createPageParts('docs/emulator-controls.md', {
    acts: createActTable(),
    scenarios: createScenarioList(),
    conditions: createConditionList(),
  });
