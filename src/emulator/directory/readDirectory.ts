import { readFileSync } from 'node:fs';
import { createDirectory, type Directory, type DirectoryEntries } from '../core/directory.ts';
import { checkDirectory } from './checkDirectory.ts';
import { createEntries } from './createEntries.ts';
import type { ConsentPolicy } from '../wire/consentPolicies.ts';
import { DirectoryError } from './directoryFault.ts';
import type { DirectoryFile } from './schema.ts';

const defaultFile: unknown = JSON.parse(
  readFileSync(new URL('./default.directory.json', import.meta.url), 'utf8'),
);

/** @throws DirectoryError for a file that cannot be read, or is not JSON. */
function readJson(path: string): unknown {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const found = error instanceof Error ? error.message : 'no file';
    throw new DirectoryError(path, [{ path: '', found, expected: 'a file that can be read' }]);
  }
  try {
    // Editors of Windows put a byte order mark at the beginning, which is no JSON.
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    const found = `no JSON (${error instanceof Error ? error.message : 'another text'})`;
    throw new DirectoryError(path, [{ path: '', found, expected: 'a JSON object' }]);
  }
}

/** Gives all tenants a consent policy, and removes the consents of administrators. */
function replaceConsents(entries: DirectoryEntries, userConsent: ConsentPolicy): DirectoryEntries {
  const [firstTenant, ...otherTenants] = entries.tenants;
  return {
    ...entries,
    tenants: [{ ...firstTenant, userConsent }, ...otherTenants.map((tenant) => ({ ...tenant, userConsent }))],
    applications: entries.applications.map((application) => ({ ...application, adminConsents: [] })),
  };
}

/**
 * @param source the path of a directory file, or its content. By default, the default directory.
 * @param appPort the port of the app, which takes the place of `{PORT}` in redirect URIs.
 * @param consent a consent policy for all tenants, for a first day on which no administrator has consented.
 */
export function readDirectory(
  source: string | DirectoryFile | undefined,
  appPort: number,
  consent?: ConsentPolicy,
): Directory {
  const path = typeof source === 'string' ? source : undefined;
  const file = path === undefined ? (source ?? defaultFile) : readJson(path);
  const checked = checkDirectory(file, defaultFile);
  if ('faults' in checked) throw new DirectoryError(path, checked.faults);
  const entries = createEntries(checked.file, appPort);
  return createDirectory(consent ? replaceConsents(entries, consent) : entries);
}
