import * as z from 'zod/mini';
import { listJoinedParticipants, type Participant } from '../calls/call.ts';
import { checkCapability } from '../calls/capabilities.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { defineFeature } from './feature.ts';

/** Teams sends real-time text in messages of up to 32 KB. A character has up to 4 bytes. */
const maxCharacters = 8_000;
const RealTimeTextRequest = z.strictObject({
  text: z.string().check(z.maxLength(maxCharacters)),
  /** Whether the writer has finished the message. */
  final: z.boolean(),
});

/** Maps a participant to the message that they are writing, or have written last. */
const lastMessages = new WeakMap<Participant, { id: number; final: boolean }>();

/**
 * Sends a message's text so far to everyone in the call, the writer included, each time it changes while they type. All texts
 * of a message, up to the final one, have the same message id.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-with-real-time-text
 */
export const realTimeText = defineFeature(
  'realTimeText',
  RealTimeTextRequest,
  (call, sender, { text, final }) => {
    const refusal = checkCapability(call, sender, 'realTimeText');
    if (refusal) return refusal;
    const last = lastMessages.get(sender) ?? { id: 0, final: true };
    const message = { id: last.final ? last.id + 1 : last.id, final };
    lastMessages.set(sender, message);
    sendFeatureMessage(call, 'realTimeText', sender, { ...message, text }, listJoinedParticipants(call));
  },
);
