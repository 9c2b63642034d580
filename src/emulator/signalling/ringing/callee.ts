import type { Person } from '../../core/people.ts';
import * as ends from '../../wire/endCodes.ts';
import type { Bot, EndCode } from '../../wire/protocol.ts';
import type { Timing } from '../timing.ts';

/** How a bot answers: with a media end, with the end of the call, or, for `null`, not at all. */
interface BotAnswer {
  readonly afterMs: number;
  readonly answer: Bot | EndCode | null;
}

/** What stands behind a raw id that is called. An unanswered call ends after `ringMs`. */
export type Callee =
  | { kind: 'person'; oid: string; ringMs: number }
  | ({ kind: 'bot'; ringMs: number } & BotAnswer)
  | { kind: 'nobody'; end: EndCode };

const bots: Record<NonNullable<Person['bot']>, BotAnswer> = {
  echo: { afterMs: 0, answer: 'echo' },
  busy: { afterMs: 0, answer: ends.busy },
  decline: { afterMs: 1_000, answer: ends.declined },
  noanswer: { afterMs: 0, answer: null },
};

/** The phone numbers and voice applications that exist. */
const machines: Record<string, BotAnswer> = {
  '4:+14255550100': { afterMs: 500, answer: 'phone' },
  '4:+14255550101': { afterMs: 500, answer: ends.phoneBusy },
  '28:orgid:aa000000-0000-4000-8000-0000000000aa': { afterMs: 500, answer: 'phone' },
};

/**
 * @param rawId as the caller sent it.
 * @param isVoicemail whether the person's voicemail is called, which answers at once.
 */
export function findCallee(
  rawId: string,
  findPerson: (oid: string) => Person | undefined,
  { ringMs, phoneRingMs }: Timing,
  isVoicemail = false,
): Callee {
  const machine = machines[rawId];
  if (machine && !isVoicemail) return { kind: 'bot', ringMs: phoneRingMs, ...machine };
  const oid = /^8:orgid:(.+)$/.exec(rawId)?.[1];
  const person = oid === undefined ? undefined : findPerson(oid);
  if (!person) return { kind: 'nobody', end: ends.notFound };
  if (isVoicemail) return { kind: 'bot', ringMs, afterMs: 0, answer: 'voicemail' };
  return person.bot
    ? { kind: 'bot', ringMs, ...bots[person.bot] }
    : { kind: 'person', oid: person.oid, ringMs };
}
