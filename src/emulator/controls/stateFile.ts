import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { Directory } from '../core/directory.ts';
import { emulatorVersion } from '../version.ts';
import { Conditions } from '../wire/conditions.ts';
import { CentreSettings } from './views.ts';

const format = 'acs-calling-emulator state';
/** A change that makes older exports unreadable, or readable in another sense, needs a new number. */
const formatVersion = 1;

/** What an export contains: what developers and tests have changed. Calls, agents, sign-ins and tokens end with the emulator. */
export const SavedState = z.strictObject({
  conditions: z.record(z.string(), Conditions),
  assignments: z.array(
    z.strictObject({
      objectId: z.string(),
      tenantId: z.string(),
      principalType: z.enum(['user', 'teamsResourceAccount']),
      clientIds: z.array(z.string()),
    }),
  ),
  consents: z
    .record(z.string(), z.array(z.string()))
    .describe('Maps the id of a user or a tenant, and a client id, to the permissions with consent.'),
  chats: z.array(
    z.strictObject({
      memberIds: z.array(z.string()),
      chat: z.looseObject({ id: z.string() }),
      messages: z.array(z.looseObject({ id: z.string() })),
    }),
  ),
  acsUsers: z.array(z.strictObject({ id: z.string(), customId: z.optional(z.string()) })).default([]),
  contactCentre: CentreSettings,
  aheadMs: z.number().min(0),
});
export type SavedState = z.infer<typeof SavedState>;

/** An export: the content of the file, and the answer of `GET /emulator/export`. */
export const StateFile = z.strictObject({
  format: z.literal(format),
  version: z.literal(formatVersion),
  emulator: z.string().describe('The version of the emulator that wrote the export.'),
  exportedAt: z.iso.datetime(),
  state: SavedState,
});
export type StateFile = z.infer<typeof StateFile>;

/** Thrown for an export that cannot be used, or a file that cannot be read or written. The message is one sentence. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';
}

export const createStateFile = (state: SavedState): StateFile => ({
  format,
  version: formatVersion,
  emulator: emulatorVersion,
  exportedAt: new Date().toISOString(),
  state,
});

/**
 * Checks an export.
 * @param source what the message calls the export, such as the path of its file.
 * @throws StateFileError
 */
export function parseStateFile(value: unknown, directory: Directory, source: string): SavedState {
  const header = z.looseObject({ format: z.literal(format), version: z.number() }).safeParse(value);
  if (!header.success) throw new StateFileError(`${source} is not an export of acs-calling-emulator.`);
  const { version } = header.data;
  if (version !== formatVersion)
    throw new StateFileError(
      `${source} is an export of version ${version}, but this emulator (${emulatorVersion}) reads version ${formatVersion}: export the state again.`,
    );
  const parsed = StateFile.safeParse(value);
  if (!parsed.success) {
    const [{ path, message }, ...others] = parsed.error.issues as [z.core.$ZodIssue, ...z.core.$ZodIssue[]];
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    throw new StateFileError(`${source} is damaged: ${path.join('.')}: ${message}${more}.`);
  }
  const strangers = listStrangers(parsed.data.state, directory);
  if (strangers.length > 0)
    throw new StateFileError(
      `${source} does not fit the directory, which knows nobody with the id ${strangers.join(' or ')}.`,
    );
  return parsed.data.state;
}

/** @returns the ids of users whom neither the directory nor the export itself knows, and of ACS users of another resource. */
function listStrangers({ conditions, consents, acsUsers }: SavedState, directory: Directory): string[] {
  const owners = Object.keys(consents).map((key) => key.split(' ')[0] ?? '');
  const acsIds = acsUsers.map(({ id }) => id);
  const ids = new Set([...Object.keys(conditions), ...owners, ...acsIds]);
  const isOfResource = (id: string) => id.startsWith(`8:acs:${directory.acsResource.id}_`);
  const isKnown = (id: string) =>
    id === '*' ||
    directory.tenants.some((tenant) => tenant.id === id) ||
    directory.findPerson(id) !== undefined ||
    (acsIds.includes(id) && isOfResource(id));
  return [...ids].filter((id) => !isKnown(id));
}

/** @throws StateFileError */
export function readStateFile(path: string, directory: Directory): SavedState {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new StateFileError(`${path} is damaged: it is not JSON.`);
    throw new StateFileError(`--import cannot read ${path}: ${(error as Error).message}.`);
  }
  return parseStateFile(value, directory, path);
}

/** Writes an export. A process that ends meanwhile leaves the earlier file as it was. @throws StateFileError */
export function writeStateFile(path: string, state: SavedState): void {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(createStateFile(state), null, 2)}\n`);
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw new StateFileError(`--export cannot write ${path}: ${(error as Error).message}.`);
  }
}
