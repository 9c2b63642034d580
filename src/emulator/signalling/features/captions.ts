import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { captionLanguages, defaultSpokenLanguage, spokenLanguages } from '../../wire/captionLanguages.ts';
import type { Refusal } from '../../wire/protocol.ts';
import { listJoinedParticipants, type Call, type Participant } from '../calls/call.ts';
import { checkCapability, createRefusal } from '../calls/capabilities.ts';
import { sendFeatureMessage, setSharedValue, readSharedValues } from '../calls/sharedValues.ts';
import { defineFeature } from './feature.ts';

/** The sentences that the echo bot says while captions are on. */
const echoScript: readonly string[] = [
  'Hello, this is Echo.',
  'I send back a moving picture and a tone, and I have nothing to hide.',
  'These words are captions: first they come in parts, and then as a whole sentence.',
  'Change the caption language, and each line is marked with it.',
  'Nobody understands a word I say here, because there is no speech to text.',
  'When you stop the captions, I fall silent.',
];

const featureName = 'captions';
/** The key of the spoken language. The other keys are the ids of participants with captions, and map to their caption languages. */
const spokenKey = 'spoken';
const language = z.string().check(z.maxLength(16));
const CaptionsRequest = z.union([
  /** Starts captions in this spoken language; `null` keeps the language, or takes the default. */
  z.strictObject({ start: z.nullable(language) }),
  z.strictObject({ stop: z.literal(true) }),
  /** Changes the spoken language, for everyone. */
  z.strictObject({ spoken: language }),
  /** Changes the caption language of the sender. */
  z.strictObject({ language }),
]);
const SpokenText = z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000));

/** Milliseconds between two partial results of the same sentence. */
const partialMs = 200;
/** The number of words by which each partial result is longer than the previous one. */
const wordsPerPartial = 3;
/** Milliseconds between two sentences of the echo bot. */
const sentenceMs = 1_000;

/** The calls in which an echo bot is speaking. */
const callsWithSpeech = new WeakSet<Call>();

/**
 * Live captions. Each participant starts and stops captions for themselves. The spoken language is the same for everyone.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export const captions = defineFeature(featureName, CaptionsRequest, (call, sender, request) => {
  const { id } = sender;
  const captionLanguage = readSharedValues(call, featureName).get(id);
  if ('start' in request) {
    const capability = call.kind === 'meeting' ? 'startLiveMeetingCaptions' : 'startLiveCallingCaptions';
    const refusal = checkCapability(call, sender, capability);
    if (refusal) return refusal;
    const isFirst = !readSharedValues(call, featureName).has(spokenKey);
    if (request.start !== null || isFirst) {
      setSharedValue(call, featureName, spokenKey, chooseSpokenLanguage(request.start));
    }
    // Without a choice of their own, participants read captions in the spoken language, without its region.
    setSharedValue(call, featureName, id, captionLanguage ?? readSpokenLanguage(call).slice(0, 2));
    void letEchoSpeak(call);
    return undefined;
  }
  if (captionLanguage === undefined) return createRefusal(400, 0, 'Captions: they are not started.');
  if ('stop' in request) setSharedValue(call, featureName, id, null);
  else if ('spoken' in request)
    setSharedValue(call, featureName, spokenKey, chooseSpokenLanguage(request.spoken));
  else return setCaptionLanguage(call, sender, request.language);
});

/** Shows a text as captions of a speaker. @returns a refusal if its length is wrong, or the speaker is not in the call. */
export function sendSpokenText(call: Call, speaker: Participant, text: string): Refusal | undefined {
  const parsed = SpokenText.safeParse(text);
  if (!parsed.success) return createRefusal(400, 0, 'A spoken text has from 1 to 2000 characters.');
  if (speaker.presence !== 'Joined' || !isIn(call, speaker)) {
    return createRefusal(400, 0, 'Who speaks must be in the call.');
  }
  void sendCaptions(call, speaker, parsed.data);
}

/** @returns the requested language in lower case, or the default language if the requested one is not supported. */
function chooseSpokenLanguage(requested: string | null): string {
  const lowerCase = requested?.toLowerCase();
  return lowerCase !== undefined && spokenLanguages.includes(lowerCase) ? lowerCase : defaultSpokenLanguage;
}

const readSpokenLanguage = (call: Call): string =>
  (readSharedValues(call, featureName).get(spokenKey) ?? defaultSpokenLanguage) as string;

/** @returns whether a participant is still in the call. One who has left may have come back as another `Participant`. */
const isIn = (call: Call, participant: Participant): boolean =>
  call.participants.get(participant.id) === participant;

const listReaders = (call: Call): Participant[] =>
  listJoinedParticipants(call).filter(({ id }) => readSharedValues(call, featureName).has(id));

function setCaptionLanguage(call: Call, sender: Participant, requested: string): Refusal | undefined {
  const refusal = checkCapability(call, sender, 'setCaptionLanguage');
  if (refusal) return refusal;
  if (!captionLanguages.includes(requested)) {
    return createRefusal(400, 0, `Captions: '${requested}' is no supported caption language.`);
  }
  setSharedValue(call, featureName, sender.id, requested);
}

/** Sends ever longer parts of the text without capitals and punctuation, as Teams does, and then the text itself. */
async function sendCaptions(call: Call, speaker: Participant, spokenText: string): Promise<void> {
  // A word is a run of letters, digits and apostrophes.
  const words = spokenText.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const at = Date.now();
  const send = (text: string, final: boolean) => {
    const message = { text, final, spoken: readSpokenLanguage(call), at };
    sendFeatureMessage(call, featureName, speaker, message, listReaders(call));
  };
  for (let count = wordsPerPartial; count < words.length + wordsPerPartial; count += wordsPerPartial) {
    send(words.slice(0, count).join(' '), false);
    await sleep(partialMs, undefined, { ref: false });
    if (!isIn(call, speaker)) return;
  }
  send(spokenText, true);
}

/** Lets the echo bot say the sentences of its script again and again, for as long as a participant has captions. */
async function letEchoSpeak(call: Call): Promise<void> {
  const echo = [...call.participants.values()].find(({ botMedia }) => botMedia === 'echo');
  if (!echo || callsWithSpeech.has(call)) return;
  callsWithSpeech.add(call);
  for (let line = 0; isIn(call, echo) && listReaders(call).length > 0; line += 1) {
    await sendCaptions(call, echo, echoScript[line % echoScript.length] ?? '');
    await sleep(sentenceMs, undefined, { ref: false });
  }
  callsWithSpeech.delete(call);
}
