import * as z from 'zod';
import { DirectoryFile } from './schema.ts';

/** The parts of a JSON schema that this project reads. */
export interface JsonSchema {
  readonly description?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

/**
 * Creates the JSON schema of a directory file, for editors and for other programs. It cannot describe that an entry names
 * another entry; `findInconsistencies` checks this.
 * @returns a schema of draft 7, which most editors know.
 */
export function createJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(DirectoryFile, { target: 'draft-7', io: 'input' });
  return { ...schema, title: 'The directory of acs-calling-emulator' } as JsonSchema;
}
