import type { Directory } from '../../core/directory.ts';
import { ControlError } from './controlError.ts';

/** How the controls show a person or a phone number. */
export interface ShownName {
  /** The person's UPN; `null` for a phone number. */
  readonly user: string | null;
  /** The person's display name, or the phone number. */
  readonly name: string;
}

/** @param id an object id or a raw id. An unknown id becomes the name itself. */
export function findShownName(directory: Directory, id: string): ShownName {
  const person = directory.findPerson(id.replace('8:orgid:', ''));
  return { user: person?.upn ?? null, name: person?.displayName ?? id.replace('4:', '') };
}

/**
 * Finds the raw id of a person or phone number that a request names, for example as a callee.
 * @param name a UPN, an object id, a raw id or a phone number.
 * @returns the raw id. A name that has the form of a raw id is returned unchanged, even if it belongs to nobody.
 * @throws ControlError 404 for a user who is not in the directory.
 */
export function resolveRawId(directory: Directory, name: string): string {
  // A raw id is a type number, a colon, and printable characters without spaces.
  if (/^\d{1,2}:[\x21-\x7e]{1,200}$/.test(name)) return name;
  if (/^\+\d{5,15}$/.test(name)) return `4:${name}`;
  const person = directory.findPerson(name);
  if (!person) throw new ControlError(404, `There is no user ${name}.`);
  return `8:orgid:${person.oid}`;
}

/**
 * Finds the raw id of the persona in whose name a control acts. Unlike `resolveRawId`, this function refuses a raw id that
 * belongs to nobody.
 * @param name a UPN, an object id, a raw id or a phone number.
 * @returns the raw id of a person of the directory, or of any phone number.
 * @throws ControlError 404 for a user who is not in the directory.
 */
export function resolvePersona(directory: Directory, name: string): string {
  const rawId = resolveRawId(directory, name);
  const isPhoneNumber = /^4:\+\d{5,15}$/.test(rawId);
  if (isPhoneNumber) return rawId;
  const person = directory.findPerson(rawId.replace(/^8:orgid:/, ''));
  if (!person) throw new ControlError(404, `There is no user ${name}.`);
  return `8:orgid:${person.oid}`;
}

/**
 * Finds the raw id of the queue, auto attendant or user through which a call comes.
 * @param name the raw id of a voice application, or any name that `resolvePersona` accepts.
 * @throws ControlError 404 for a name that belongs to nobody.
 */
export const resolveTransferor = (directory: Directory, name: string): string =>
  directory.findVoiceApplication(name)?.rawId ?? resolvePersona(directory, name);
