import { createHash } from 'node:crypto';
import { formatUuid } from '../core/ids.ts';

/** The namespace of the derived ids, in which equal names make equal ids. A random UUID, which must never change. */
const namespace = Buffer.from('6c9b1d0e3f5a4b7c8d2e4f60718293a4', 'hex');

/**
 * Derives an id from a name: a UUID of version 5. The same name has the same id at every start, and on every machine.
 * @param kind the section of the directory file, so that equal names of different kinds have different ids.
 * @param name in upper or lower case.
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5
 */
export function deriveId(kind: string, name: string): string {
  const hash = createHash('sha1').update(namespace).update(`${kind} ${name.toLowerCase()}`).digest();
  const hex = hash.toString('hex');
  // The first digit of the fourth group has the variant 10 in its two upper bits.
  const variantDigit = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return formatUuid(hex, '5', variantDigit);
}

/** Derives the id of a meeting's thread from the meeting's number or, without a number, its subject. */
export const deriveThreadId = (name: string): string =>
  `19:meeting_${deriveId('meetings', name).replaceAll('-', '')}@thread.v2`;
