import * as z from 'zod/mini';
import type { Participant } from '../calls/call.ts';
import { capabilityRefusal } from '../calls/callContext.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { callFeature, joinedParticipants } from './feature.ts';

/** Real-time text travels in data channel messages, which end at 32 KB. */
const longest = 8_000;
const Ask = z.strictObject({ text: z.string().check(z.maxLength(longest)), final: z.boolean() });

/** The message that each participant is writing, or wrote last. */
const writing = new WeakMap<Participant, { id: number; final: boolean }>();

/**
 * Text as it is typed: the same message, by its number, until it is final. Whoever writes is told too.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-with-real-time-text
 */
export const realTimeText = callFeature('realTimeText', Ask, (call, self, { text, final }) => {
  const why = capabilityRefusal(call, self, 'realTimeText');
  if (why) return why;
  const last = writing.get(self) ?? { id: 0, final: true };
  const message = { id: last.final ? last.id + 1 : last.id, final };
  writing.set(self, message);
  sendFeatureMessage(call, 'realTimeText', self, { ...message, text }, joinedParticipants(call));
  return undefined;
});
