import * as z from 'zod/mini';
import {
  groupThreadPattern,
  maxPasscodeLength,
  meetingNumberPattern,
  meetingThreadPattern,
} from './meetingLink.ts';
import { isCandidate, isSessionDescription } from './sdp.ts';

/** Schemas of the fields of commands and frames (WebSocket messages of signalling). */

/** An id that the client or the server makes. */
export const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
/** A raw id, as the SDK's `getIdentifierRawId` returns it: `8:orgid:<object id>`, `4:+14255550100`. */
// A type number, a colon, and printable ASCII characters without spaces.
export const rawId = z.string().check(z.regex(/^\d{1,2}:[\x21-\x7e]{1,200}$/));
/** The number of a message, counted per direction from 1; 0 means that no message has come yet. */
export const messageNumber = z.int().check(z.nonnegative());

/** What a participant sends (audio unless muted, video, screen), and whether the participant holds the call. */
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
      sdp: z.string().check(z.refine(isSessionDescription)),
    }),
  }),
  z.strictObject({
    candidate: z.strictObject({
      candidate: z.string().check(z.refine(isCandidate)),
      sdpMid: z.nullable(z.string().check(z.maxLength(16))),
      sdpMLineIndex: z.nullable(z.int().check(z.nonnegative(), z.lte(64))),
      usernameFragment: z.nullable(z.string().check(z.maxLength(256))),
    }),
  }),
  /**
   * A request from peer to peer. The answering side asks the offering side to `restart` ICE, or to add the transceiver of
   * a `screen` share. Either side asks for a key frame (`picture`), or says that it gives up the peer connection.
   */
  z.strictObject({ ask: z.enum(['restart', 'screen', 'picture', 'give-up']) }),
]);

/** A callee: the participant id that the caller chooses for them, and their raw id. */
export const callee = z.strictObject({
  participant: uuid,
  id: rawId,
  /** Calls the person's voicemail, which is allowed only with the ticket of a transfer. */
  voicemail: z.optional(z.literal(true)),
});
/** The thread of a group call. */
export const threadId = z.string().check(z.regex(groupThreadPattern));
/** Names a meeting, by its thread or by its number: see `MeetingLocator`. */
export const meetingLocator = z.union([
  z.strictObject({ threadId: z.string().check(z.regex(meetingThreadPattern)), organizer: z.optional(uuid) }),
  z.strictObject({
    meetingId: z.string().check(z.regex(meetingNumberPattern)),
    passcode: z.optional(z.string().check(z.maxLength(maxPasscodeLength))),
  }),
]);
/**
 * A transfer target: either the raw id of a person or phone number (`voicemail` means the voicemail of the person), or the
 * call id of another call of the transferor.
 */
export const transferTarget = z.union([
  z.strictObject({ id: rawId, voicemail: z.optional(z.literal(true)) }),
  z.strictObject({ call: uuid }),
]);
/** A transfer ticket, with the id of the call in which the transferee got it. */
export const ticketReference = z.strictObject({ call: uuid, ticket: uuid });
const header = z.strictObject({
  key: z.string().check(z.minLength(1), z.maxLength(64)),
  value: z.string().check(z.maxLength(1024)),
});
/**
 * What a calling application sends with a call, in the form of the SDK's `CustomContext`. Microsoft allows 1000 VoIP
 * headers; the emulator allows 40, because a frame must stay small.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-context
 */
export const customContext = z.strictObject({
  userToUser: z.optional(z.string().check(z.maxLength(256))),
  sipHeaders: z.optional(z.array(header).check(z.maxLength(5))),
  voipHeaders: z.optional(z.array(header).check(z.maxLength(40))),
});
/** A name in letters only: of a call feature, or of an issue in a survey. */
export const letterName = z.string().check(z.regex(/^[a-zA-Z]{1,40}$/));
/** The code or the subcode of an end reason. */
export const endCodeNumber = z.int().check(z.nonnegative(), z.lte(10_000_000));

const percent = z.number().check(z.gte(0), z.lte(100));
const rating = z.strictObject({
  score: percent,
  scale: z.strictObject({ lowerBound: percent, upperBound: percent, lowScoreThreshold: percent }),
  issues: z.array(letterName).check(z.maxLength(16)),
});
/** A user's ratings of a call, in the form of the SDK's `CallSurvey`. */
export const survey = z.strictObject({
  id: uuid,
  overallRating: z.optional(rating),
  audioRating: z.optional(rating),
  videoRating: z.optional(rating),
  screenshareRating: z.optional(rating),
});
