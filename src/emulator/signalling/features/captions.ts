import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { captionLanguages, defaultSpoken, spokenLanguages } from '../../wire/captionLanguages.ts';
import type { Refusal } from '../../wire/protocol.ts';
import { joinedParticipants, type Call, type Participant } from '../calls/call.ts';
import { capabilityRefusal } from '../calls/capabilities.ts';
import { refusal } from '../calls/refusal.ts';
import { sendFeatureMessage, setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { echoScript } from './echoScript.ts';
import { callFeature } from './feature.ts';

const name = 'captions';
/** The key of the spoken language. The other keys are the participants with captions, with their caption language. */
const spokenKey = 'spoken';
const language = z.string().check(z.maxLength(16));
const Request = z.union([
  z.strictObject({ start: z.nullable(language) }),
  z.strictObject({ stop: z.literal(true) }),
  z.strictObject({ spoken: language }),
  z.strictObject({ language }),
]);
const SpokenText = z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000));

/** Milliseconds between two partial results. */
const partialMs = 200;
/** Words by which each partial result is longer than the one before. */
const wordsPerPartial = 3;
/** Milliseconds between two sentences of the echo bot. */
const sentenceMs = 1_000;

/** Calls in which the echo bot is speaking. */
const speakingCalls = new WeakSet<Call>();

/**
 * Live captions. Each participant starts and stops them for themselves; the spoken language is the same for all.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export const captions = callFeature(name, Request, (call, self, request) => {
  const { id } = self;
  const captionLanguage = sharedValuesOf(call, name).get(id);
  if ('start' in request) {
    const refused = capabilityRefusal(call, self, startCapability(call));
    if (refused) return refused;
    const isFirst = !sharedValuesOf(call, name).has(spokenKey);
    if (request.start !== null || isFirst) {
      setSharedValue(call, name, spokenKey, supportedSpoken(request.start));
    }
    setSharedValue(call, name, id, captionLanguage ?? spokenIn(call).slice(0, 2));
    void letEchoSpeak(call);
    return undefined;
  }
  if (captionLanguage === undefined) return refusal(400, 0, 'Captions: they are not started.');
  if ('stop' in request) setSharedValue(call, name, id, null);
  else if ('spoken' in request) setSharedValue(call, name, spokenKey, supportedSpoken(request.spoken));
  else return setCaptionLanguage(call, self, request.language);
  return undefined;
});

/** Sends what a participant says to everyone with captions: partial results first, then the whole text. */
export function speak(call: Call, speaker: Participant, text: string): Refusal | undefined {
  const parsed = SpokenText.safeParse(text);
  if (!parsed.success) return refusal(400, 0, 'A spoken text has from 1 to 2000 characters.');
  if (speaker.presence !== 'Joined' || !isIn(call, speaker)) {
    return refusal(400, 0, 'Who speaks must be in the call.');
  }
  void sendCaptions(call, speaker, parsed.data);
  return undefined;
}

const startCapability = ({ kind }: Call) =>
  kind === 'meeting' ? ('startLiveMeetingCaptions' as const) : ('startLiveCallingCaptions' as const);

const supportedSpoken = (wanted: string | null): string =>
  wanted !== null && spokenLanguages.includes(wanted.toLowerCase()) ? wanted.toLowerCase() : defaultSpoken;

const spokenIn = (call: Call): string =>
  (sharedValuesOf(call, name).get(spokenKey) ?? defaultSpoken) as string;

const isIn = (call: Call, participant: Participant): boolean =>
  call.participants.get(participant.id) === participant;

const readers = (call: Call): Participant[] =>
  joinedParticipants(call).filter(({ id }) => sharedValuesOf(call, name).has(id));

function setCaptionLanguage(call: Call, self: Participant, wanted: string): Refusal | undefined {
  const refused = capabilityRefusal(call, self, 'setCaptionLanguage');
  if (refused) return refused;
  if (!captionLanguages.includes(wanted)) {
    return refusal(400, 0, `Captions: '${wanted}' is no supported caption language.`);
  }
  setSharedValue(call, name, self.id, wanted);
  return undefined;
}

/** Partial results have neither capitals nor punctuation, as Teams sends them; the final one is the text itself. */
async function sendCaptions(call: Call, speaker: Participant, spokenText: string): Promise<void> {
  const words = spokenText.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const at = Date.now();
  const send = (text: string, final: boolean) =>
    sendFeatureMessage(call, name, speaker, { text, final, spoken: spokenIn(call), at }, readers(call));
  for (let count = wordsPerPartial; count < words.length + wordsPerPartial; count += wordsPerPartial) {
    send(words.slice(0, count).join(' '), false);
    await sleep(partialMs, undefined, { ref: false });
    if (!isIn(call, speaker)) return;
  }
  send(spokenText, true);
}

/** Lets the echo bot say its script for as long as a participant has captions. */
async function letEchoSpeak(call: Call): Promise<void> {
  const echo = [...call.participants.values()].find(({ bot }) => bot === 'echo');
  if (!echo || speakingCalls.has(call)) return;
  speakingCalls.add(call);
  for (let line = 0; isIn(call, echo) && readers(call).length > 0; line += 1) {
    await sendCaptions(call, echo, echoScript[line % echoScript.length] ?? '');
    await sleep(sentenceMs, undefined, { ref: false });
  }
  speakingCalls.delete(call);
}
