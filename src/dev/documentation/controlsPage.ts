import type * as z from 'zod';
import { actions } from '../../emulator/controls/actions/actions.ts';
import { describeUses } from '../../emulator/core/retirement.ts';
import { ConditionsRequest } from '../../emulator/controls/emulatorControls.ts';
import { scenarios } from '../../emulator/scenarios/scenarioRoutes.ts';
import { createPageParts, type WrittenFile } from './writtenFile.ts';

const showJson = (value: unknown): string => `\`${JSON.stringify(value)}\``;

/** An act or a scenario. */
interface Control {
  readonly name: string;
  readonly description: string;
  readonly parameters: z.ZodObject;
}
/** Describes the parameters that have descriptions. Those with a title have a named type, which the page explains once. */
const describeParameters = ({ parameters }: Control): string[] =>
  Object.entries(parameters.shape).flatMap(([name, schema]) => {
    const { title, description } = (schema as z.ZodType).meta() ?? {};
    return description === undefined || title !== undefined ? [] : `\`${name}\`: ${description}`;
  });

/** Creates an item of a list: examples, and what they do. */
const createItem = (examples: readonly string[], description: string): string =>
  `- ${examples.join(', ')}: ${description}`;

/**
 * Creates a list of controls. Each has its first example and what it does, and below it its parameters and further examples.
 * @param commonFields the fields that every example has beside its own
 */
function createControlList(controls: readonly Control[], commonFields = {}): string {
  const items = controls.map((control) => {
    const examples = (control.parameters.meta()?.examples ?? [{}]) as object[];
    const [first = '', ...others] = examples.map((example) => {
      const fields = { ...commonFields, ...example };
      return Object.keys(fields).length > 0 ? showJson(fields) : '';
    });
    const item = createItem([`\`${control.name}\` ${first}`.trim()], control.description);
    return [item, ...[...describeParameters(control), ...others].map((text) => `  - ${text}`)].join('\n');
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

/** Lists the uses of Communication Services, each with its section of Microsoft's guide, by what becomes of them. */
function createRetirementList(): string {
  const uses = describeUses();
  return [...new Set(uses.map(({ fate }) => fate))]
    .map((fate) => {
      const items = uses
        .filter((use) => use.fate === fate)
        .map(({ does, instead, source }) => `[${does}](${source})${instead === null ? '' : ` (${instead})`}`);
      return `- _${fate}_: ${items.join(', ')}`;
    })
    .join('\n');
}

/** Creates the parts of `docs/emulator-controls.md` that list the declared acts, scenarios, conditions and uses. */
export const createControlsPage = (): Promise<WrittenFile> =>
  createPageParts('docs/emulator-controls.md', {
    acts: createControlList(actions),
    scenarios: createControlList(scenarios, { user: 'alice@fabrikam.example' }),
    conditions: createConditionList(),
    retirement: createRetirementList(),
  });
