import * as z from 'zod';
import { DirectoryFile } from '../emulator/directory/schema.ts';
import type { Schema } from './documentation/schemaType.ts';
import { createFile, createPageParts, type WrittenFile } from './documentation/writtenFile.ts';

/**
 * The JSON schema of a directory file, in draft 7, which most editors know. It cannot describe that an entry must name another
 * entry; `checkDirectory.ts` checks this.
 */
const directorySchema = {
  ...z.toJSONSchema(DirectoryFile, { target: 'draft-7', io: 'input' }),
  title: 'The directory of acs-calling-emulator',
} as Schema;

/** Describes the values of a field, such as `text` or `"nobody", "everyone"`. */
function describeValues({ type, items, enum: values }: Schema): string {
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (type === 'array' && items) return `list of ${describeValues(items)}s`;
  const typeText = String(type ?? '');
  return { string: 'text', integer: 'number', boolean: '`true`, `false`' }[typeText] ?? typeText;
}

/** Creates the heading, the description and the list of fields for a section of the file. */
function createSection([name, section]: [name: string, section: Schema]): string {
  const { properties = {}, required = [] } = section.items || {};
  const fields = Object.entries(properties).map(([field, schema]) => {
    const defaultText = schema.default === undefined ? '' : `, default \`${JSON.stringify(schema.default)}\``;
    const neededText = required.includes(field) ? ', needed' : defaultText;
    return `- \`${field}\` (${describeValues(schema)}${neededText}): ${schema.description ?? ''}`;
  });
  return [`### \`${name}\``, section.description ?? '', fields.join('\n')].join('\n\n');
}

/** Creates the JSON schema of directory files, and the lists of their fields on the documentation page. */
export function createDirectoryPages(): Promise<WrittenFile[]> {
  const sections = Object.entries(directorySchema.properties ?? {}).filter(
    ([, { type }]) => type === 'array',
  );
  return Promise.all([
    createFile('src/emulator/directory/directory.schema.json', JSON.stringify(directorySchema)),
    createPageParts('docs/emulator-directory.md', { fields: sections.map(createSection).join('\n\n') }),
  ]);
}
