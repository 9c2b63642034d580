import * as z from 'zod/mini';
import { chatThread, longestPasscode, meetingNumber, meetingThread } from './meetingLink.ts';
import { candidate, sessionDescription } from './sdp.ts';

/** Fields of commands and frames. */

/** An id that the client or the server makes. */
export const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
/** A raw id, as the SDK's `getIdentifierRawId` returns it: `8:orgid:<object id>`, `4:+14255550100`. */
export const rawId = z.string().check(z.regex(/^\d{1,2}:[\x21-\x7e]{1,200}$/));
export const counter = z.int().check(z.nonnegative());

/** What a participant sends, as the other participants see it. */
export const mediaState = z.strictObject({
  muted: z.boolean(),
  video: z.boolean(),
  screen: z.boolean(),
  hold: z.boolean(),
});

/** One step of a WebRTC negotiation between two participants. */
export const signal = z.union([
  z.strictObject({
    description: z.strictObject({
      type: z.enum(['offer', 'answer']),
      sdp: z.string().check(z.refine(sessionDescription)),
    }),
  }),
  z.strictObject({
    candidate: z.strictObject({
      candidate: z.string().check(z.refine(candidate)),
      sdpMid: z.nullable(z.string().check(z.maxLength(16))),
      sdpMLineIndex: z.nullable(z.int().check(z.nonnegative(), z.lte(64))),
      usernameFragment: z.nullable(z.string().check(z.maxLength(256))),
    }),
  }),
  /**
   * The answering side asks the offering side to restart ICE, or for the transceiver of a screen share. Either side asks
   * for a key frame (`picture`), or gives the connection up.
   */
  z.strictObject({ ask: z.enum(['restart', 'screen', 'picture', 'give-up']) }),
]);

export const invitee = z.strictObject({
  participant: uuid,
  id: rawId,
  /** Calls the person's voicemail. Needs the ticket of a transfer. */
  voicemail: z.optional(z.literal(true)),
});
/** The thread of a group call. */
export const threadId = z.string().check(z.regex(chatThread));
export const meeting = z.union([
  z.strictObject({ threadId: z.string().check(z.regex(meetingThread)), organizer: z.optional(uuid) }),
  z.strictObject({
    meetingId: z.string().check(z.regex(meetingNumber)),
    passcode: z.optional(z.string().check(z.maxLength(longestPasscode))),
  }),
]);
/** A transfer target: a person or phone number, a person's voicemail, or another call of the transferor. */
export const transferTarget = z.union([
  z.strictObject({ id: rawId, voicemail: z.optional(z.literal(true)) }),
  z.strictObject({ call: uuid }),
]);
/** A transfer ticket, and the call in which the transferee got it. */
export const pass = z.strictObject({ call: uuid, ticket: uuid });
export const name = z.string().check(z.regex(/^[a-zA-Z]{1,40}$/));
export const code = z.int().check(z.nonnegative(), z.lte(10_000_000));

const percent = z.number().check(z.gte(0), z.lte(100));
const rating = z.strictObject({
  score: percent,
  scale: z.strictObject({ lowerBound: percent, upperBound: percent, lowScoreThreshold: percent }),
  issues: z.array(name).check(z.maxLength(16)),
});
/** A user's rating of a call. */
export const survey = z.strictObject({
  id: uuid,
  overallRating: z.optional(rating),
  audioRating: z.optional(rating),
  videoRating: z.optional(rating),
  screenshareRating: z.optional(rating),
});
