import * as z from 'zod/mini';
import { uuid } from '../../wire/protocol.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { callFeature, noneJoined, joinedParticipants } from './feature.ts';

/** "The maximum size for a single message is 32 KB", written here in base64. */
const longest = Math.ceil((32 * 1024) / 3) * 4;
/** "The valid range of a channelId lies between 1 and 65535." */
const channel = z.int().check(z.gte(1), z.lte(65_535));
/** "The sequence number is a 32-bit unsigned integer." */
const sequence = z.int().check(z.gte(0), z.lte(0xffff_ffff));

const Ask = z.union([
  z.strictObject({
    channel,
    session: uuid,
    sequence,
    data: z.string().check(z.maxLength(longest), z.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
    /** Everyone, when none is named. */
    to: z.array(uuid).check(z.maxLength(64)),
  }),
  z.strictObject({ channel, session: uuid, closed: z.literal(true) }),
]);

/**
 * Messages between participants, and the end of a sender's session. Nothing is kept.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/data-channel
 */
export const dataChannel = callFeature('dataChannel', Ask, (call, self, ask) => {
  const others = joinedParticipants(call).filter((member) => member !== self);
  if ('closed' in ask) {
    sendFeatureMessage(call, 'dataChannel', self, ask, others);
    return undefined;
  }
  const { to, ...message } = ask;
  const meant = others.filter(({ id: participant }) => to.length === 0 || to.includes(participant));
  if (to.length > 0 && meant.length === 0) return noneJoined('dataChannel');
  sendFeatureMessage(call, 'dataChannel', self, message, meant);
  return undefined;
});
