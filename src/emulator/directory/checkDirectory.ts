import type * as z from 'zod';
import { findInconsistencies } from './consistency.ts';
import { describeValue, type DirectoryFault } from './directoryFault.ts';
import { locateEntries, mergeSections, type Sections } from './entries.ts';
import { DirectoryFile, type CompleteDirectoryFile } from './schema.ts';

const readValueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    root,
  );

/** Formats a path as in JavaScript, such as `people[1].manager`. */
const formatPath = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');

/** Translates an issue that zod reports. An issue about unknown keys becomes one fault for each key. */
function listFaults(issue: z.core.$ZodIssue, file: unknown): DirectoryFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: formatPath([...issue.path, key]),
      found: 'an unknown field',
      expected: 'no such field',
    }));
  }
  const found = describeValue(readValueAt(file, issue.path));
  return [{ path: formatPath(issue.path), found, expected: issue.message }];
}

/** Puts the entries of merged sections into the form of a file. */
const toFile = (sections: Sections): unknown =>
  Object.fromEntries(
    Object.entries(sections).map(([name, entries]) => [name, entries.map(({ entry }) => entry)]),
  );

/**
 * Finds all faults of a file: those that the schema finds, and contradictions between entries.
 * @returns the faults; or the file, together with what it keeps of the default directory, and with all defaults filled in.
 */
export function checkDirectory(
  file: unknown,
  defaultFile: unknown,
): { readonly file: CompleteDirectoryFile } | { readonly faults: readonly DirectoryFault[] } {
  const parsed = DirectoryFile.safeParse(file);
  const schemaFaults = (parsed.error?.issues ?? []).flatMap((issue) => listFaults(issue, file));
  const extendsDefault = readValueAt(file, ['extends']) === 'default';
  const ownSections = locateEntries(file);
  const sections = extendsDefault
    ? mergeSections(ownSections, locateEntries(defaultFile, 'default.'))
    : ownSections;
  const reportedPaths = new Set(schemaFaults.map(({ path }) => path));
  // The schema's report about a field is enough.
  const inconsistencies = findInconsistencies(sections).filter(({ path }) => !reportedPaths.has(path));
  const faults = [...schemaFaults, ...inconsistencies];
  return faults.length > 0 ? { faults } : { file: DirectoryFile.parse(toFile(sections)) };
}
