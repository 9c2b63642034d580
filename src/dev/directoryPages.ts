import * as z from 'zod';
import { DirectoryFile } from '../emulator/directory/schema.ts';
import type { Schema } from './documentation/schemaType.ts';
import { createFile, createPageParts, type WrittenFile } from './documentation/writtenFile.ts';

/**
 * Creates the JSON schema of a directory file, for editors and for other programs. It cannot describe that an entry names
 * another entry; `checkDirectory.ts` checks this.
 * @returns a schema of draft 7, which most editors know.
 */
function createJsonSchema(): Schema {
  const schema = z.toJSONSchema(DirectoryFile, { target: 'draft-7', io: 'input' });
  return { ...schema, title: 'The directory of acs-calling-emulator' } as Schema;
}

/** Describes the values of a field, such as `text`, or `"nobody"` or `"everyone"`. */
function describeValues({ type, items, enum: values }: Schema): string {
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (type === 'array' && items) return `list of ${describeValues(items)}s`;
  const typeText = String(type ?? '');
  return { string: 'text', integer: 'number', boolean: '`true`, `false`' }[typeText] ?? typeText;
}

/** Creates a heading, a sentence and a list of fields for a section of the file. */
function createSection([name, section]: [name: string, section: Schema]): string {
  const { properties = {}, required = [] } = section.items || {};
  const fields = Object.entries(properties).map(([field, schema]) => {
    const defaultText = schema.default === undefined ? '' : `, default \`${JSON.stringify(schema.default)}\``;
    const neededText = required.includes(field) ? ', needed' : defaultText;
    return `- \`${field}\` (${describeValues(schema)}${neededText}): ${schema.description ?? ''}`;
  });
  return [`### \`${name}\``, section.description ?? '', fields.join('\n')].join('\n\n');
}

/** Creates all sections. */
function createSections(): string {
  const sections = Object.entries(createJsonSchema().properties ?? {}).filter(
    ([, { type }]) => type === 'array',
  );
  return sections.map(createSection).join('\n\n');
}

/** Creates what follows from the schema of directory files: the JSON schema, and the fields on the page. */
export const createDirectoryPages = (): Promise<WrittenFile[]> =>
  Promise.all([
    createFile('src/emulator/directory/directory.schema.json', JSON.stringify(createJsonSchema())),
    createPageParts('docs/emulator-directory.md', { fields: createSections() }),
  ]);
