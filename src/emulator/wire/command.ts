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
 * What a client asks for. Call and participant ids are chosen by the client, so that no round trip precedes a ring.
 * A command with a `ref` is answered.
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
  /** Into a meeting. `call` names it for this window alone: two windows know one meeting by different ids. */
  z.strictObject({ t: z.literal('join'), call: uuid, self: uuid, meeting, state: mediaState }),
  // `self` says which ring is meant: one that ended may be followed by another into the same call.
  z.strictObject({ t: z.literal('accept'), call: uuid, self: z.optional(uuid), state: mediaState }),
  z.strictObject({ t: z.literal('reject'), call: uuid, self: z.optional(uuid) }),
  z.strictObject({
    t: z.literal('leave'),
    call: uuid,
    everyone: z.boolean(),
    /** The client did not hang up: it could not make or apply a media description. */
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
  /** Lets people in from the lobby, or turns one away. */
  z.strictObject({
    t: z.literal('admit'),
    call: uuid,
    participants: z.array(uuid).check(z.minLength(1), z.maxLength(350)),
    ref: uuid,
  }),
  z.strictObject({ t: z.literal('deny'), call: uuid, participant: uuid, ref: uuid }),
  z.strictObject({
    t: z.literal('transfer'),
    call: uuid,
    ticket: uuid,
    participant: uuid,
    target: transferTarget,
  }),
  z.strictObject({
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
  z.strictObject({ t: z.literal('take'), call: uuid, pass, self: uuid, state: mediaState }),
  /** Sent when the call has ended, so whoever was in it may. */
  z.strictObject({ t: z.literal('survey'), call: uuid, ref: uuid, participant: uuid, survey }),
  /** What a feature asks for is checked by that feature (`signalling/features/`). */
  z.strictObject({ t: z.literal('ask'), call: uuid, ref: uuid, feature: name, what: z.unknown() }),
]);

/** What a client asks the server to do. */
export type Command = z.infer<typeof command>;
/** One step of a WebRTC negotiation between two participants. */
export type Signal = z.infer<typeof signal>;
export type TransferTarget = z.infer<typeof transferTarget>;
export type Pass = z.infer<typeof pass>;
