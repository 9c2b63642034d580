import * as z from 'zod/mini';
import { uuid } from '../../wire/protocol.ts';
import { joinedParticipants } from '../calls/call.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { callFeature, noneJoined } from './feature.ts';

/** "The maximum size for a single message is 32 KB"; on the wire it is base64. */
const maxCharacters = Math.ceil((32 * 1024) / 3) * 4;
/** "The valid range of a channelId lies between 1 and 65535." */
const channel = z.int().check(z.gte(1), z.lte(65_535));
/** "The sequence number is a 32-bit unsigned integer." */
const sequence = z.int().check(z.gte(0), z.lte(0xffff_ffff));

const Request = z.union([
  z.strictObject({
    channel,
    session: uuid,
    sequence,
    data: z.string().check(z.maxLength(maxCharacters), z.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
    /** Participant ids; an empty list means everyone. */
    to: z.array(uuid).check(z.maxLength(64)),
  }),
  /** The sender closes its session. */
  z.strictObject({ channel, session: uuid, closed: z.literal(true) }),
]);

/**
 * Messages between participants. The server stores none.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/data-channel
 */
export const dataChannel = callFeature('dataChannel', Request, (call, self, request) => {
  const others = joinedParticipants(call).filter((one) => one !== self);
  if ('closed' in request) {
    sendFeatureMessage(call, 'dataChannel', self, request, others);
    return undefined;
  }
  const { to, ...message } = request;
  const receivers = others.filter(({ id }) => to.length === 0 || to.includes(id));
  if (to.length > 0 && receivers.length === 0) return noneJoined('dataChannel');
  sendFeatureMessage(call, 'dataChannel', self, message, receivers);
  return undefined;
});
