import type * as z from 'zod';
import { actions } from '../../emulator/controls/actions/actions.ts';
import { ConditionsRequest } from '../../emulator/controls/emulatorControls.ts';
import { scenarios } from '../../emulator/scenarios/scenarioRoutes.ts';
import { createPageParts, createTable, type WrittenFile } from './writtenFile.ts';

const alice = 'alice@fabrikam.example';
const bob = 'bob@fabrikam.example';

const showJson = (value: unknown): string => `\`${JSON.stringify(value)}\``;

/** An act or a scenario. */
interface Control {
  readonly description: string;
  readonly parameters: z.ZodObject;
}
/** Describes the parameters that have descriptions. Those with a title have a named type, which the page explains once. */
const describeParameters = ({ parameters }: Control): string[] =>
  Object.entries(parameters.shape).flatMap(([name, schema]) => {
    const { title, description } = (schema as z.ZodType).meta() ?? {};
    return description === undefined || title !== undefined ? [] : `\`${name}\`: ${description}`;
  });
const readExamples = ({ parameters }: Control) => (parameters.meta()?.examples ?? []) as object[];

/** Creates an item of a list: examples, and what they do. */
const createItem = (examples: readonly string[], description: string): string =>
  `- ${examples.join(', ')}: ${description}`;

/** Creates a table with the first example of each act. Below it are the parameters with descriptions, and the other examples. */
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

function createScenarioList(): string {
  const items = scenarios.map((scenario) => {
    const examples = readExamples(scenario).map((example) => showJson({ user: alice, ...example }));
    return createItem(
      examples.map((example) => `\`${scenario.name}\` ${example}`),
      [scenario.description, ...describeParameters(scenario)].join(' '),
    );
  });
  return items.join('\n');
}

function createConditionList(): string {
  const conditions = Object.entries(ConditionsRequest.shape).filter(([name]) => name !== 'user');
  const items = conditions.map(([name, schema]) => {
    // The schema of a condition is wrapped in one that also accepts `null`, which removes the condition.
    const { description = '', examples = [] } = schema.meta() ?? schema.unwrap().meta() ?? {};
    const texts = (examples as unknown[]).map((value) => showJson({ [name]: value }));
    return createItem(texts, description);
  });
  return items.join('\n');
}

/** Creates the parts of `docs/emulator-controls.md` that list the declared acts, scenarios and conditions. */
export const createControlsPage = (): Promise<WrittenFile> =>
  createPageParts('docs/emulator-controls.md', {
    acts: createActTable(),
    scenarios: createScenarioList(),
    conditions: createConditionList(),
  });
