import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { captionLanguages, defaultSpoken, spokenLanguages } from '../../wire/captionLanguages.ts';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { capabilityRefusal } from '../calls/callContext.ts';
import { setSharedValue, sharedValuesOf, sendFeatureMessage } from '../calls/sharedValues.ts';
import { echoScript } from './echoScript.ts';
import { callFeature, joinedParticipants, refusal } from './feature.ts';

const name = 'captions';
/** The key of what is spoken in the call; the other keys are those who have captions, with their language. */
const spoken = 'spoken';
const tag = z.string().check(z.maxLength(16));
const Ask = z.union([
  z.strictObject({ start: z.nullable(tag) }),
  z.strictObject({ stop: z.literal(true) }),
  z.strictObject({ spoken: tag }),
  z.strictObject({ language: tag }),
]);
const Spoken = z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000));

/** Between one partial result and the next, in milliseconds, and how many words longer each is. */
const pace = 200;
const stride = 3;
/** From one sentence of the echo bot to the next. */
const breath = 1_000;

const reciting = new WeakSet<Call>();

/**
 * Teams' live captions: each participant starts and stops them for itself; what language is spoken is one for all.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export const captions = callFeature(name, Ask, (call, self, ask) => {
  const { id: participant } = self;
  const mine = sharedValuesOf(call, name).get(participant);
  if ('start' in ask) {
    const why = capabilityRefusal(call, self, startOf(call));
    if (why) return why;
    if (ask.start !== null || !sharedValuesOf(call, name).has(spoken))
      setSharedValue(call, name, spoken, known(ask.start));
    setSharedValue(call, name, participant, mine ?? languageOf(call).slice(0, 2));
    void recite(call);
    return undefined;
  }
  if (mine === undefined) return refusal(400, 0, 'Captions: they are not started.');
  if ('stop' in ask) setSharedValue(call, name, participant, null);
  else if ('spoken' in ask) setSharedValue(call, name, spoken, known(ask.spoken));
  else return translate(call, self, ask.language);
  return undefined;
});

/**
 * Somebody speaks: who has captions on reads it, first in parts, then as a whole.
 * @returns why not.
 */
export function speak(call: Call, speaker: Participant, text: string): Refusal | undefined {
  const read = Spoken.safeParse(text);
  if (!read.success) return refusal(400, 0, 'A spoken text has from 1 to 2000 characters.');
  if (speaker.presence !== 'Joined' || !isIn(call, speaker)) {
    return refusal(400, 0, 'Who speaks must be in the call.');
  }
  void utter(call, speaker, read.data);
  return undefined;
}

const startOf = ({ kind }: Call) =>
  kind === 'meeting' ? ('startLiveMeetingCaptions' as const) : ('startLiveCallingCaptions' as const);
const known = (language: string | null): string =>
  language !== null && spokenLanguages.includes(language.toLowerCase())
    ? language.toLowerCase()
    : defaultSpoken;
const languageOf = (call: Call): string =>
  (sharedValuesOf(call, name).get(spoken) ?? defaultSpoken) as string;
const isIn = (call: Call, member: Participant): boolean => call.participants.get(member.id) === member;
const readers = (call: Call): Participant[] =>
  joinedParticipants(call).filter(({ id: participant }) => sharedValuesOf(call, name).has(participant));

function translate(call: Call, self: Participant, language: string): Refusal | undefined {
  const why = capabilityRefusal(call, self, 'setCaptionLanguage');
  if (why) return why;
  if (!captionLanguages.includes(language)) {
    return refusal(400, 0, `Captions: '${language}' is no supported caption language.`);
  }
  setSharedValue(call, name, self.id, language);
  return undefined;
}

/** Partial results are unedited: no capitals, no punctuation. The final one is the sentence. */
async function utter(call: Call, speaker: Participant, text: string): Promise<void> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const at = Date.now();
  const tell = (text: string, final: boolean) =>
    sendFeatureMessage(call, name, speaker, { text, final, spoken: languageOf(call), at }, readers(call));
  for (let count = stride; count < words.length + stride; count += stride) {
    tell(words.slice(0, count).join(' '), false);
    await pause(pace, undefined, { ref: false });
    if (!isIn(call, speaker)) return;
  }
  tell(text, true);
}

/** The echo bot has something to say as long as somebody reads it. */
async function recite(call: Call): Promise<void> {
  const echo = [...call.participants.values()].find(({ bot }) => bot === 'echo');
  if (!echo || reciting.has(call)) return;
  reciting.add(call);
  for (let line = 0; isIn(call, echo) && readers(call).length > 0; line += 1) {
    await utter(call, echo, echoScript[line % echoScript.length] ?? '');
    await pause(breath, undefined, { ref: false });
  }
  reciting.delete(call);
}
