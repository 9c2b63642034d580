import type { Person } from '../../core/people.ts';
import { emergencyNumbers } from '../../wire/emergencyNumbers.ts';
import * as endCodes from '../../wire/endCodes.ts';
import type { GeneratedMedia, EndCode } from '../../wire/protocol.ts';
import type { SignallingTiming } from '../timing.ts';

/** How a bot answers a call. */
interface BotAnswer {
  /** How long the call rings before the bot answers, in milliseconds. */
  readonly afterMs: number;
  /** The bot's media if it accepts; the end reason if it refuses; `null` if it lets the call ring. */
  readonly answer: GeneratedMedia | EndCode | null;
}

/**
 * What a called raw id stands for: a user whose pages ring, a bot that the emulator plays, or nobody. An unanswered call
 * ends after `ringTimeoutMs`.
 */
export type ResolvedCallee =
  | { kind: 'person'; oid: string; ringTimeoutMs: number }
  | ({ kind: 'bot'; ringTimeoutMs: number } & BotAnswer)
  | { kind: 'nobody'; end: EndCode };

const bots: Record<NonNullable<Person['bot']>, BotAnswer> = {
  echo: { afterMs: 0, answer: 'echo' },
  busy: { afterMs: 0, answer: endCodes.busy },
  decline: { afterMs: 1_000, answer: endCodes.declined },
  noanswer: { afterMs: 0, answer: null },
};

/** Maps the raw id of each phone number and Teams voice application that the emulator plays to its answer. */
const phonesAndVoiceApps: Record<string, BotAnswer> = {
  '4:+14255550100': { afterMs: 500, answer: 'phone' },
  '4:+14255550101': { afterMs: 500, answer: endCodes.phoneBusy },
  '28:orgid:aa000000-0000-4000-8000-0000000000aa': { afterMs: 500, answer: 'phone' },
  '28:orgid:ab000000-0000-4000-8000-0000000000ab': { afterMs: 500, answer: 'phone' },
  ...Object.fromEntries(
    [...emergencyNumbers].map((rawId) => [rawId, { afterMs: 500, answer: 'phone' } as const]),
  ),
};

/**
 * Finds out what a called raw id stands for.
 * @param rawId the raw id that the caller sent.
 * @param isVoicemail whether the caller wants the voicemail of the person, which answers at once.
 */
export function resolveCallee(
  rawId: string,
  findPerson: (oid: string) => Person | undefined,
  { ringTimeoutMs, phoneRingTimeoutMs }: SignallingTiming,
  isVoicemail = false,
): ResolvedCallee {
  const phoneOrVoiceApp = phonesAndVoiceApps[rawId];
  if (phoneOrVoiceApp && !isVoicemail)
    return { kind: 'bot', ringTimeoutMs: phoneRingTimeoutMs, ...phoneOrVoiceApp };
  const oid = /^8:orgid:(.+)$/.exec(rawId)?.[1];
  const person = oid === undefined ? undefined : findPerson(oid);
  if (!person) return { kind: 'nobody', end: endCodes.notFound };
  if (isVoicemail) return { kind: 'bot', ringTimeoutMs, afterMs: 0, answer: 'voicemail' };
  return person.bot
    ? { kind: 'bot', ringTimeoutMs, ...bots[person.bot] }
    : { kind: 'person', oid: person.oid, ringTimeoutMs };
}
