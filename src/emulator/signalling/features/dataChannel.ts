import * as z from 'zod/mini';
import { uuid } from '../../wire/protocol.ts';
import { listJoinedParticipants } from '../calls/call.ts';
import { sendFeatureMessage } from '../calls/sharedValues.ts';
import { defineFeature, refuseNoneJoined } from './feature.ts';

/** Microsoft: "The maximum size for a single message is 32 KB". Base64 turns each 3 bytes into 4 characters. */
const maxCharacters = Math.ceil((32 * 1024) / 3) * 4;
/** "The valid range of a channelId lies between 1 and 65535." */
const channel = z.int().check(z.gte(1), z.lte(65_535));
/** "The sequence number is a 32-bit unsigned integer." */
const sequence = z.int().check(z.gte(0), z.lte(0xffff_ffff));

const DataChannelRequest = z.union([
  /** The sender sends a message. `session` is the id of its `DataChannelSender`. */
  z.strictObject({
    channel,
    session: uuid,
    sequence,
    data: z.string().check(z.maxLength(maxCharacters), z.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
    /** The participant ids of the receivers. An empty list means everyone. */
    to: z.array(uuid).check(z.maxLength(64)),
  }),
  /** The sender closes its session, in which it then sends no more messages. */
  z.strictObject({ channel, session: uuid, closed: z.literal(true) }),
]);

/**
 * Sends data messages from one participant to others. The server does not store them.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/data-channel
 */
export const dataChannel = defineFeature('dataChannel', DataChannelRequest, (call, sender, request) => {
  const others = listJoinedParticipants(call).filter((participant) => participant !== sender);
  if ('closed' in request) {
    sendFeatureMessage(call, 'dataChannel', sender, request, others);
    return undefined;
  }
  const { to, ...message } = request;
  const receivers = others.filter(({ id }) => to.length === 0 || to.includes(id));
  if (to.length > 0 && receivers.length === 0) return refuseNoneJoined('dataChannel');
  sendFeatureMessage(call, 'dataChannel', sender, message, receivers);
});
