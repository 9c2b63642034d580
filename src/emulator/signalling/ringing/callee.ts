import type { Directory, PhoneBehaviour } from '../../core/directory.ts';
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
  noAnswer: { afterMs: 0, answer: null },
};

/** What telephones and voice applications do when they are called. */
const phones: Record<PhoneBehaviour, BotAnswer> = {
  answer: { afterMs: 500, answer: 'phone' },
  busy: { afterMs: 500, answer: endCodes.phoneBusy },
  decline: { afterMs: 500, answer: endCodes.declined },
  noAnswer: { afterMs: 0, answer: null },
};

/** @returns how the emulator answers in place of a telephone or a Teams voice application. */
function findPhoneAnswer(rawId: string, directory: Directory): BotAnswer | undefined {
  if (emergencyNumbers.has(rawId)) return phones.answer;
  const phoneOrVoiceApp =
    directory.phones.find(({ number }) => `4:${number}` === rawId) ?? directory.findVoiceApplication(rawId);
  return phoneOrVoiceApp && phones[phoneOrVoiceApp.whenCalled];
}

/** Finds out what a called raw id stands for. A voicemail answers at once. */
export function resolveCallee(
  rawId: string,
  directory: Directory,
  { ringTimeoutMs, phoneRingTimeoutMs }: SignallingTiming,
  isVoicemail = false,
): ResolvedCallee {
  const phoneAnswer = findPhoneAnswer(rawId, directory);
  if (phoneAnswer && !isVoicemail) return { kind: 'bot', ringTimeoutMs: phoneRingTimeoutMs, ...phoneAnswer };
  const oid = /^8:orgid:(.+)$/.exec(rawId)?.[1];
  const person = oid === undefined ? undefined : directory.findPerson(oid);
  if (!person) return { kind: 'nobody', end: endCodes.notFound };
  if (isVoicemail) return { kind: 'bot', ringTimeoutMs, afterMs: 0, answer: 'voicemail' };
  return person.bot
    ? { kind: 'bot', ringTimeoutMs, ...bots[person.bot] }
    : { kind: 'person', oid: person.oid, ringTimeoutMs };
}
