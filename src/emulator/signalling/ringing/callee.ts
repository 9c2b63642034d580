import type { Bot, EndCode } from '../../wire/protocol.ts';
import { declined, notFound } from '../../wire/endCodes.ts';
import type { Person } from '../../core/people.ts';
import type { Timing } from '../timing.ts';

/** What stands behind a raw id when it is called. */
export type Callee =
  | { kind: 'person'; oid: string; ring: number }
  | { kind: 'bot'; ring: number; after: number; answer: Bot | EndCode | null }
  | { kind: 'nobody'; end: EndCode };

/** How each bot of the directory answers; `null` lets the ring time out. */
const bots: Record<NonNullable<Person['bot']>, { after: number; answer: Bot | EndCode | null }> = {
  echo: { after: 0, answer: 'echo' },
  busy: { after: 0, answer: { code: 486, subCode: 0 } },
  decline: { after: 1_000, answer: declined },
  noanswer: { after: 0, answer: null },
};

/**
 * The phone numbers and voice applications that exist, and how they answer: "the remote PSTN participant was busy" is
 * 486/560486.
 */
const machines: Record<string, { after: number; answer: Bot | EndCode }> = {
  '4:+14255550100': { after: 500, answer: 'phone' },
  '4:+14255550101': { after: 500, answer: { code: 486, subCode: 560486 } },
  '28:orgid:aa000000-0000-4000-8000-0000000000aa': { after: 500, answer: 'phone' },
};

/** @param rawId as the caller dialled it. @param voicemail of this person is meant; it answers at once. */
export function findCallee(
  rawId: string,
  findPerson: (oid: string) => Person | undefined,
  { ringMs: ring, phoneRingMs: ringPhone }: Timing,
  voicemail = false,
): Callee {
  const machine = machines[rawId];
  if (machine && !voicemail) return { kind: 'bot', ring: ringPhone, ...machine };
  const oid = /^8:orgid:(.+)$/.exec(rawId)?.[1];
  const person = oid === undefined ? undefined : findPerson(oid);
  if (!person) return { kind: 'nobody', end: notFound };
  if (voicemail) return { kind: 'bot', ring, after: 0, answer: 'voicemail' };
  return person.bot ? { kind: 'bot', ring, ...bots[person.bot] } : { kind: 'person', oid: person.oid, ring };
}
