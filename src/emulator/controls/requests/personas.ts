import { findPerson } from '../../core/seed.ts';
import { ControlError } from './controlError.ts';

/** How a persona is shown. */
export interface Named {
  /** The UPN; `null` for a phone number. */
  readonly user: string | null;
  readonly name: string;
}

/** @param id an object id or a raw id. */
export function nameOf(id: string): Named {
  const person = findPerson(id.replace('8:orgid:', ''));
  return { user: person?.upn ?? null, name: person?.displayName ?? id.replace('4:', '') };
}

/**
 * Reads how a request names somebody who is called, added or meant.
 * @param text a UPN, an object id, a raw id or a phone number.
 * @returns the raw id. A text that has the form of one is taken as it is.
 * @throws ControlError 404 for a user who is not in the directory.
 */
export function rawIdOf(text: string): string {
  if (/^\d{1,2}:[\x21-\x7e]{1,200}$/.test(text)) return text;
  if (/^\+\d{5,15}$/.test(text)) return `4:${text}`;
  const person = findPerson(text);
  if (!person) throw new ControlError(404, `There is no user ${text}.`);
  return `8:orgid:${person.oid}`;
}

/**
 * Reads how a request names the persona that is to act.
 * @param text a UPN, an object id, a raw id or a phone number.
 * @returns the raw id of a person of the directory, or of any phone number.
 * @throws ControlError 404 for a user who is not in the directory.
 */
export function personaId(text: string): string {
  const id = rawIdOf(text);
  return /^4:\+\d{5,15}$/.test(id) ? id : rawIdOf(id.replace(/^\d{1,2}:(orgid:)?/, ''));
}
