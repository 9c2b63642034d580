import * as z from 'zod/mini';
import {
  endCodeNumber,
  callee,
  customContext,
  mediaState,
  meetingLocator,
  letterName,
  ticketReference,
  rawId,
  signal,
  survey,
  threadId,
  transferTarget,
  uuid,
} from './fields.ts';

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
    to: z.array(callee).check(z.minLength(1), z.maxLength(350)),
    state: mediaState,
    threadId: z.optional(threadId),
    pass: z.optional(ticketReference),
    context: z.optional(customContext),
    /** The raw id of the user on whose behalf the client calls. */
    onBehalfOf: z.optional(rawId),
  }),
  /** Joins a meeting. `call` is a new id, by which only this client knows the meeting. */
  z.strictObject({
    t: z.literal('join'),
    call: uuid,
    self: uuid,
    meeting: meetingLocator,
    state: mediaState,
  }),
  // `self` says which invitation is accepted or rejected: a first invitation to a call may have ended, and a second
  // invitation to the same call may ring.
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
  /** Relays a step of a WebRTC negotiation. `to` is the receiver's participant id. */
  z.strictObject({ t: z.literal('signal'), call: uuid, to: uuid, signal }),
  z.strictObject({ t: z.literal('state'), call: uuid, state: mediaState }),
  /** Invites a further person or phone number, whose raw id is `id`. */
  z.strictObject({
    t: z.literal('add'),
    call: uuid,
    participant: uuid,
    id: rawId,
    threadId: z.optional(threadId),
  }),
  z.strictObject({ t: z.literal('remove'), call: uuid, participant: uuid, ref: z.optional(uuid) }),
  /** Admits participants from the lobby. */
  z.strictObject({
    t: z.literal('admit'),
    call: uuid,
    participants: z.array(uuid).check(z.minLength(1), z.maxLength(350)),
    ref: uuid,
  }),
  /** Rejects a participant from the lobby. */
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
    participants: z.array(uuid).check(z.maxLength(350)),
    ref: z.optional(uuid),
  }),
  /** The transferee takes the transferor's place in an existing call, with the ticket of the transfer. */
  z.strictObject({ t: z.literal('take'), call: uuid, pass: ticketReference, self: uuid, state: mediaState }),
  /** A user who was in the call rates it, after the call has ended. */
  z.strictObject({ t: z.literal('survey'), call: uuid, ref: uuid, participant: uuid, survey }),
  /** A request to a call feature, such as `raiseHand`. The feature checks `what` itself (`signalling/features/`). */
  z.strictObject({ t: z.literal('ask'), call: uuid, ref: uuid, feature: letterName, what: z.unknown() }),
]);

/** A command: what a client asks the signalling server to do. */
export type Command = z.infer<typeof commandSchema>;
/** One step of a WebRTC negotiation between two participants. */
export type Signal = z.infer<typeof signal>;
/** What a calling application sends with a call. */
export type CustomContext = z.infer<typeof customContext>;
export type TransferTarget = z.infer<typeof transferTarget>;
/** A transfer ticket, with the id of the call in which the transferee got it. */
export type TicketReference = z.infer<typeof ticketReference>;
