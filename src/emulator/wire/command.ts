import * as z from 'zod/mini';
import {
  groupThreadPattern,
  maxPasscodeLength,
  meetingNumberPattern,
  meetingThreadPattern,
} from './meetingLink.ts';
import { isCandidate, isSessionDescription } from './sdp.ts';

export const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
/** A raw id, such as `8:orgid:<object id>`: a type number, a colon, and printable ASCII characters without spaces. */
const rawId = z.string().check(z.regex(/^\d{1,2}:[\x21-\x7e]{1,200}$/));
/** The number of a command or event. Each side counts from 1 what it sends; 0 means that nothing has come yet. */
export const messageNumber = z.int().check(z.nonnegative());

/** Teams admits at most this many participants to a call. */
export const maxParticipants = 350;

/** Which media a participant sends (unmuted audio, video, screen), and whether they hold the call. */
const mediaState = z.strictObject({
  muted: z.boolean(),
  video: z.boolean(),
  screen: z.boolean(),
  hold: z.boolean(),
});
export type MediaState = z.infer<typeof mediaState>;

/** One step of a WebRTC negotiation between two participants. */
const signal = z.union([
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
   * What one side asks of the other one. The side that answers offers may ask the offering side to `restart` ICE, or to add a
   * transceiver for a `screen` share. Either side may ask for a key frame (`picture`), or that both `give-up` the connection.
   */
  z.strictObject({ ask: z.enum(['restart', 'screen', 'picture', 'give-up']) }),
]);
export type Signal = z.infer<typeof signal>;

/** A callee: the participant id that the caller chooses for them, and their raw id. */
const callee = z.strictObject({
  participant: uuid,
  id: rawId,
  /** Calls the person's voicemail, which is allowed only with the ticket of a transfer. */
  voicemail: z.optional(z.literal(true)),
});
/** The thread of a group call. */
const threadId = z.string().check(z.regex(groupThreadPattern));
/** Names a meeting by its thread, or by the number that people type: see `MeetingLocator`. */
const meetingLocator = z.union([
  z.strictObject({ threadId: z.string().check(z.regex(meetingThreadPattern)), organizer: z.optional(uuid) }),
  z.strictObject({
    meetingId: z.string().check(z.regex(meetingNumberPattern)),
    passcode: z.optional(z.string().check(z.maxLength(maxPasscodeLength))),
  }),
]);
/** Names a group call of ACS users. SDK 2.0.0 takes any text for the id. */
const anyId = z.string().check(z.minLength(1), z.maxLength(200));
const groupLocator = z.strictObject({ groupId: anyId });
const roomLocator = z.strictObject({ roomId: anyId });
/** Whom or what a transfer leads to: a person, their `voicemail`, a phone number, or another `call` of the transferor. */
const transferTarget = z.union([
  z.strictObject({ id: rawId, voicemail: z.optional(z.literal(true)) }),
  z.strictObject({ call: uuid }),
]);
export type TransferTarget = z.infer<typeof transferTarget>;
/** The ticket that permits a transferee (a user who is transferred) to enter a call, and the call in which they got it. */
const ticketReference = z.strictObject({ call: uuid, ticket: uuid });
export type TicketReference = z.infer<typeof ticketReference>;

const header = z.strictObject({
  key: z.string().check(z.minLength(1), z.maxLength(64)),
  value: z.string().check(z.maxLength(1024)),
});
/**
 * What a calling application sends with a call. Microsoft allows 1000 VoIP headers. Here, 40 keep the message small.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-context
 */
export const customContext = z.strictObject({
  userToUser: z.optional(z.string().check(z.maxLength(256))),
  sipHeaders: z.optional(z.array(header).check(z.maxLength(5))),
  voipHeaders: z.optional(z.array(header).check(z.maxLength(40))),
});
export type CustomContext = z.infer<typeof customContext>;

/** The name of a call feature, or of an issue in a survey. It has only letters. */
const letterName = z.string().check(z.regex(/^[a-zA-Z]{1,40}$/));
/** The code or the subcode of an end reason. */
const endCodeNumber = z.int().check(z.nonnegative(), z.lte(10_000_000));

const percent = z.number().check(z.gte(0), z.lte(100));
const rating = z.strictObject({
  score: percent,
  scale: z.strictObject({ lowerBound: percent, upperBound: percent, lowScoreThreshold: percent }),
  issues: z.array(letterName).check(z.maxLength(16)),
});
/** A user's ratings of a call, in the form of the SDK's `CallSurvey`. */
const survey = z.strictObject({
  id: uuid,
  overallRating: z.optional(rating),
  audioRating: z.optional(rating),
  videoRating: z.optional(rating),
  screenshareRating: z.optional(rating),
});

/**
 * The schema of all commands that a client (a browser page with a call agent) sends to the signalling server. The client
 * chooses the ids of calls and participants, so it can show a call without waiting for the server.
 *
 * Fields that several commands share:
 * - `t`: the type of the command.
 * - `call`: the id by which the client knows the call.
 * - `self`: the client's own participant id in that call. `participant` is the id of another participant.
 * - `state`: the client's media state: muted, video, screen, hold.
 * - `pass`: the ticket of a transfer, which permits the client to place or take over a call.
 * - `ref`: an id of the command. The server answers every command that has a `ref`.
 */
export const commandSchema = z.discriminatedUnion('t', [
  /** Starts a call. `to` lists the callees. */
  z.strictObject({
    t: z.literal('start'),
    call: uuid,
    self: uuid,
    to: z.array(callee).check(z.minLength(1), z.maxLength(maxParticipants)),
    state: mediaState,
    threadId: z.optional(threadId),
    pass: z.optional(ticketReference),
    context: z.optional(customContext),
    /** The raw id of the user on whose behalf the client calls. */
    onBehalfOf: z.optional(rawId),
    /** The number of the ACS resource that called telephones see. Only ACS users send it. */
    callerNumber: z.optional(rawId),
  }),
  /** Joins a meeting or a group call. `call` is a new id, by which only this client knows it. */
  z.strictObject({
    t: z.literal('join'),
    call: uuid,
    self: uuid,
    meeting: z.union([meetingLocator, groupLocator, roomLocator]),
    state: mediaState,
  }),
  // `self` says which invitation is accepted or rejected, because a second one to the same call may ring after a first.
  z.strictObject({ t: z.literal('accept'), call: uuid, self: z.optional(uuid), state: mediaState }),
  z.strictObject({ t: z.literal('reject'), call: uuid, self: z.optional(uuid) }),
  /** Leaves the call, or ends the call for everyone if `everyone` is `true`. */
  z.strictObject({
    t: z.literal('leave'),
    call: uuid,
    everyone: z.boolean(),
    /** Set when the client leaves because media failed. Absent when the user hung up. */
    because: z.optional(z.enum(['mediaRefused', 'mediaLost'])),
    ref: z.optional(uuid),
  }),
  /** Sends a step of a WebRTC negotiation to the participant `to`. */
  z.strictObject({ t: z.literal('signal'), call: uuid, to: uuid, signal }),
  z.strictObject({ t: z.literal('state'), call: uuid, state: mediaState }),
  /** Invites a further person or phone number, whose raw id is `id`. */
  z.strictObject({
    t: z.literal('add'),
    call: uuid,
    participant: uuid,
    id: rawId,
    threadId: z.optional(threadId),
    callerNumber: z.optional(rawId),
  }),
  z.strictObject({ t: z.literal('remove'), call: uuid, participant: uuid, ref: z.optional(uuid) }),
  z.strictObject({
    t: z.literal('admit'),
    call: uuid,
    participants: z.array(uuid).check(z.minLength(1), z.maxLength(maxParticipants)),
    ref: uuid,
  }),
  z.strictObject({ t: z.literal('deny'), call: uuid, participant: uuid, ref: uuid }),
  /** Transfers `participant`, the transferee, to `target`. The client chooses the id of the `ticket`. */
  z.strictObject({
    t: z.literal('transfer'),
    call: uuid,
    ticket: uuid,
    participant: uuid,
    target: transferTarget,
    /** Replaces the context of the call that the transferee places. */
    context: z.optional(customContext),
  }),
  /** The transferee reports how the transfer ended. An `end` of `null` means success. */
  z.strictObject({
    t: z.literal('transferred'),
    call: uuid,
    ticket: uuid,
    end: z.nullable(z.strictObject({ code: endCodeNumber, subCode: endCodeNumber })),
  }),
  /** Asks the pages of other participants to mute. */
  z.strictObject({
    t: z.literal('mute'),
    call: uuid,
    participants: z.array(uuid).check(z.maxLength(maxParticipants)),
    ref: z.optional(uuid),
  }),
  /** The transferee takes the transferor's place in an existing call, with the ticket of the transfer. */
  z.strictObject({ t: z.literal('take'), call: uuid, pass: ticketReference, self: uuid, state: mediaState }),
  /** A user who was in the call rates it, usually after its end. */
  z.strictObject({ t: z.literal('survey'), call: uuid, ref: uuid, participant: uuid, survey }),
  /** A request to a call feature, such as `raiseHand`. The feature checks `what` itself (`signalling/features/`). */
  z.strictObject({ t: z.literal('ask'), call: uuid, ref: uuid, feature: letterName, what: z.unknown() }),
]);

export type Command = z.infer<typeof commandSchema>;
