import * as z from 'zod/mini';
import { joinedParticipants, type Participant } from '../calls/call.ts';
import { capabilityRefusal } from '../calls/capabilities.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { callFeature } from './feature.ts';

/** Real-time text travels in messages of the data channel, which have 32 KB at most. */
const maxCharacters = 8_000;
const Request = z.strictObject({ text: z.string().check(z.maxLength(maxCharacters)), final: z.boolean() });

/** The message that each participant is writing, or wrote last. */
const lastMessages = new WeakMap<Participant, { id: number; final: boolean }>();

/**
 * Sends text while it is typed, to everyone, its writer included. A message keeps its id until it is final.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-with-real-time-text
 */
export const realTimeText = callFeature('realTimeText', Request, (call, self, { text, final }) => {
  const refused = capabilityRefusal(call, self, 'realTimeText');
  if (refused) return refused;
  const last = lastMessages.get(self) ?? { id: 0, final: true };
  const message = { id: last.final ? last.id + 1 : last.id, final };
  lastMessages.set(self, message);
  sendFeatureMessage(call, 'realTimeText', self, { ...message, text }, joinedParticipants(call));
  return undefined;
});
