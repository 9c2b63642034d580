import type { Directory } from '../../src/emulator/core/directory.ts';
import type { HourTarget } from './target.ts';

/**
 * Lists everything that the record of an hour on the emulator must not contain. The redactor is not asked, so that a value that it
 * never learned is found, too.
 * @param tokens the tokens of the run
 */
export function listSecrets(
  { env, inputs }: HourTarget,
  directory: Directory,
  tokens: readonly string[],
): string[] {
  // The names of bots, such as *Decline*, are words of the emulator.
  const people = directory.people.flatMap(({ oid, upn, displayName, bot }) => [
    oid,
    upn,
    ...(bot ? [] : [displayName, ...displayName.split(' ')]),
  ]);
  const tokenParts = tokens.flatMap((token) => [
    ...token.split('.'),
    ...[...token.matchAll(/.{16}/gs)].map(([part]) => part),
  ]);
  const { ACS_CONNECTION_STRINGS: connectionStrings = '', ENTRA_AUTHORITY: authority = '' } = env;
  return [
    ...people,
    ...directory.phones.map(({ number }) => number),
    ...directory.phones.map(({ number }) => number.slice(1)),
    ...directory.tenants.flatMap(({ id, domain, name }) => [id, domain, name]),
    ...directory.applications.map(({ clientId }) => clientId),
    ...[inputs.threadId, inputs.meetingLink, inputs.phoneNumber].filter((value) => value !== null),
    ...connectionStrings.split(/,|accesskey=/),
    authority,
    new URL(authority).host,
    ...tokenParts,
  ].filter((value) => value.length >= 3);
}

/** @returns the values that a text contains, in upper or lower case. */
export const findSecrets = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));
