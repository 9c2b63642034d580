import * as z from 'zod/mini';
import {
  code,
  invitee,
  mediaState,
  meeting,
  name,
  pass,
  rawId,
  signal,
  survey,
  threadId,
  transferTarget,
  uuid,
} from './fields.ts';

/**
 * The commands of a client. The client chooses the ids of calls and participants, so that it can show a call without
 * waiting for the server. `self` is the client's own participant id. A command with a `ref` is answered.
 */
export const command = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('start'),
    call: uuid,
    self: uuid,
    to: z.array(invitee).check(z.minLength(1), z.maxLength(350)),
    state: mediaState,
    threadId: z.optional(threadId),
    pass: z.optional(pass),
  }),
  /** Joins a meeting. `call` is the id by which this endpoint alone will know the meeting. */
  z.strictObject({ t: z.literal('join'), call: uuid, self: uuid, meeting, state: mediaState }),
  // `self` names the invitation that is meant: after one that has ended, another one to the same call may ring.
  z.strictObject({ t: z.literal('accept'), call: uuid, self: z.optional(uuid), state: mediaState }),
  z.strictObject({ t: z.literal('reject'), call: uuid, self: z.optional(uuid) }),
  z.strictObject({
    t: z.literal('leave'),
    call: uuid,
    everyone: z.boolean(),
    /** Set when media failed, and the user did not hang up. */
    because: z.optional(z.enum(['mediaRefused', 'mediaLost'])),
    ref: z.optional(uuid),
  }),
  z.strictObject({ t: z.literal('signal'), call: uuid, to: uuid, signal }),
  z.strictObject({ t: z.literal('state'), call: uuid, state: mediaState }),
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
  z.strictObject({
    t: z.literal('transfer'),
    call: uuid,
    ticket: uuid,
    participant: uuid,
    target: transferTarget,
  }),
  z.strictObject({
    /** Reports how a transfer ended; `null` is success. */
    t: z.literal('transferred'),
    call: uuid,
    ticket: uuid,
    end: z.nullable(z.strictObject({ code, subCode: code })),
  }),
  z.strictObject({
    t: z.literal('mute'),
    call: uuid,
    participants: z.array(uuid).check(z.maxLength(350)),
    ref: z.optional(uuid),
  }),
  /** Takes over the transferor's part in a call, with the ticket of a transfer. */
  z.strictObject({ t: z.literal('take'), call: uuid, pass, self: uuid, state: mediaState }),
  /** Sent after the call, by a user who was in it. */
  z.strictObject({ t: z.literal('survey'), call: uuid, ref: uuid, participant: uuid, survey }),
  /** A request to a call feature, which checks `what` itself (`signalling/features/`). */
  z.strictObject({ t: z.literal('ask'), call: uuid, ref: uuid, feature: name, what: z.unknown() }),
]);

/** What a client asks the server to do. */
export type Command = z.infer<typeof command>;
/** One step of a WebRTC negotiation between two participants. */
export type Signal = z.infer<typeof signal>;
export type TransferTarget = z.infer<typeof transferTarget>;
export type Pass = z.infer<typeof pass>;
