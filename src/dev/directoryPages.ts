import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'prettier';
import { createJsonSchema, type JsonSchema } from '../emulator/directory/jsonSchema.ts';

const root = resolve(import.meta.dirname, '../..');
const schemaPath = join(root, 'src/emulator/directory/directory.schema.json');
const pagePath = join(root, 'docs/emulator-directory.md');

/** Creates a row of a Markdown table. A vertical bar in a cell would end the cell. */
const createRow = (...cells: string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** Describes the values of a field, such as `text`, or `"nobody"` or `"everyone"`. */
function describeValues({ type, items, enum: values }: JsonSchema): string {
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (type === 'array' && items) return `list of ${describeValues(items)}s`;
  return { string: 'text', integer: 'number', boolean: '`true`, `false`' }[type ?? ''] ?? type ?? '';
}

/** Creates a heading, a sentence and a table of fields for a section of the file. */
function createSectionTable([name, section]: [name: string, section: JsonSchema]): string {
  const { properties = {}, required = [] } = section.items ?? {};
  const rows = Object.entries(properties).map(([field, schema]) => {
    const isRequired = required.includes(field);
    const defaultText = schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``;
    const description = schema.description ?? '';
    return createRow(
      `\`${field}\``,
      describeValues(schema),
      isRequired ? 'needed' : defaultText,
      description,
    );
  });
  return [
    `### \`${name}\``,
    section.description ?? '',
    [
      createRow('field', 'value', 'default', 'what it means'),
      createRow('---', '---', '---', '---'),
      ...rows,
    ].join('\n'),
  ].join('\n\n');
}

/** Creates the tables of all sections. */
function createTables(): string {
  const sections = Object.entries(createJsonSchema().properties ?? {}).filter(
    ([, { type }]) => type === 'array',
  );
  return sections.map(createSectionTable).join('\n\n');
}

/**
 * Creates the texts that follow from the schema of directory files: the JSON schema, and `docs/emulator-directory.md`, whose
 * tables stand between the marks `<!-- fields -->` and `<!-- /fields -->`.
 *
 * @returns for each file: its path, its current text, and the text that follows from the schema
 * @throws Error for a page without these marks
 */
export async function createDirectoryPages(): Promise<{ path: string; current: string; text: string }[]> {
  const page = readFileSync(pagePath, 'utf8');
  const [before, after] = [page.split('<!-- fields -->')[0], page.split('<!-- /fields -->')[1]];
  if (after === undefined) throw new Error('docs/emulator-directory.md has no place for the fields.');
  const newPage = `${before}<!-- fields -->\n\n${createTables()}\n\n<!-- /fields -->${after}`;
  return [
    {
      path: schemaPath,
      current: readFileSync(schemaPath, 'utf8'),
      text: await format(JSON.stringify(createJsonSchema()), { parser: 'json', printWidth: 110 }),
    },
    {
      path: pagePath,
      current: page,
      text: await format(newPage, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }),
    },
  ];
}
