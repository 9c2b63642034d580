import type { EndCode } from '../protocol.ts';
import type { Person } from '../people.ts';
import type { Timing } from './timing.ts';

/** What stands behind a raw id when it is called. */
export type Callee =
  | { kind: 'person'; oid: string; ring: number }
  | { kind: 'bot'; ring: number; after: number; answer: 'echo' | EndCode | null }
  | { kind: 'nobody'; end: EndCode };

/**
 * End codes of calls that reach nobody, as "Troubleshooting call end response codes" documents them: 404 is
 * "ensure that the number you're calling exists", 480/10037 "target user didn't have any endpoints registered".
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */
const notFound: EndCode = { code: 404, subCode: 0 };
export const noEndpoint: EndCode = { code: 480, subCode: 10037 };
export const unreachable: EndCode = { code: 480, subCode: 10078 };
export const declined: EndCode = { code: 603, subCode: 0 };
export const noAnswer: EndCode = { code: 487, subCode: 10004 };

/** How each bot of the directory answers; `null` lets the ring time out. */
const bots: Record<NonNullable<Person['bot']>, { after: number; answer: 'echo' | EndCode | null }> = {
  echo: { after: 0, answer: 'echo' },
  busy: { after: 0, answer: { code: 486, subCode: 0 } },
  decline: { after: 1_000, answer: declined },
  noanswer: { after: 0, answer: null },
};

/** @param rawId as the caller dialled it. */
export function findCallee(
  rawId: string,
  findPerson: (oid: string) => Person | undefined,
  { ring }: Timing,
): Callee {
  const oid = /^8:orgid:(.+)$/.exec(rawId)?.[1];
  const person = oid === undefined ? undefined : findPerson(oid);
  if (!person) return { kind: 'nobody', end: notFound };
  return person.bot ? { kind: 'bot', ring, ...bots[person.bot] } : { kind: 'person', oid: person.oid, ring };
}
