import * as z from 'zod/mini';
import { candidate, sessionDescription } from './signalling/sdp.ts';

/**
 * What travels between the drop-in Calling SDK and the emulator's signalling, as JSON text frames over one
 * WebSocket per call agent. Everything that a client sends is checked here; the server's own frames are trusted.
 */

/** Frames above this size close the socket with 1009. */
export const maxFrameBytes = 64 * 1024;
/** Close codes of our own: the token ended or is not ours; the client itself gave up on a silent socket. */
export const closeCodes = { token: 4401, silent: 4000 } as const;

const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
/** A raw id as `getIdentifierRawId` writes it, for example `8:orgid:<object id>` or `4:+14255550100`. */
const rawId = z.string().check(z.regex(/^\d{1,2}:[\x21-\x7e]{1,200}$/));
const counter = z.int().check(z.nonnegative());

/** What a participant sends and shows, as the others see it. */
export const MediaState = z.strictObject({
  muted: z.boolean(),
  video: z.boolean(),
  screen: z.boolean(),
  hold: z.boolean(),
});
export type MediaState = z.infer<typeof MediaState>;

/** One step of a WebRTC negotiation between two participants. */
export const Signal = z.union([
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
  /** The side that answers asks the side that offers for another way through the network, or for a screen's lane. */
  z.strictObject({ ask: z.enum(['restart', 'screen']) }),
]);
export type Signal = z.infer<typeof Signal>;

const invitee = z.strictObject({ participant: uuid, id: rawId });
/** Where a transfer goes: to somebody, or into another call of whoever transfers. */
const TransferTarget = z.union([z.strictObject({ id: rawId }), z.strictObject({ call: uuid })]);
export type TransferTarget = z.infer<typeof TransferTarget>;
/** The call in which one was told to go, and the permission to do so. */
const pass = z.strictObject({ call: uuid, ticket: uuid });
export type Pass = z.infer<typeof pass>;
const code = z.int().check(z.nonnegative(), z.lte(10_000_000));

/** What a client asks for. Call and participant ids are chosen by the client, so that no round trip precedes a ring. */
export const Command = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('start'),
    call: uuid,
    self: uuid,
    to: z.array(invitee).check(z.minLength(1), z.maxLength(350)),
    state: MediaState,
    pass: z.optional(pass),
  }),
  z.strictObject({ t: z.literal('accept'), call: uuid, state: MediaState }),
  z.strictObject({ t: z.literal('reject'), call: uuid }),
  z.strictObject({ t: z.literal('leave'), call: uuid, everyone: z.boolean() }),
  z.strictObject({ t: z.literal('signal'), call: uuid, to: uuid, signal: Signal }),
  z.strictObject({ t: z.literal('state'), call: uuid, state: MediaState }),
  z.strictObject({ t: z.literal('add'), call: uuid, participant: uuid, id: rawId }),
  z.strictObject({ t: z.literal('remove'), call: uuid, participant: uuid }),
  z.strictObject({
    t: z.literal('transfer'),
    call: uuid,
    ticket: uuid,
    participant: uuid,
    target: TransferTarget,
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
  }),
  z.strictObject({ t: z.literal('take'), call: uuid, pass, self: uuid, state: MediaState }),
]);
export type Command = z.infer<typeof Command>;

/** Everything a client may put on the wire. `n` counts commands; `got` is the last event it has seen. */
export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    token: z.string().check(z.minLength(1), z.maxLength(16_384)),
    resume: z.optional(z.strictObject({ endpoint: uuid, secret: uuid, got: counter })),
  }),
  z.strictObject({ t: z.literal('token'), token: z.string().check(z.minLength(1), z.maxLength(16_384)) }),
  z.strictObject({ t: z.literal('ping'), got: counter }),
  z.strictObject({ t: z.literal('command'), n: counter, command: Command }),
  z.strictObject({ t: z.literal('bye') }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/** Code and sub-code as `call.callEndReason` gives them. */
export interface EndCode {
  readonly code: number;
  readonly subCode: number;
}

/** How far a participant has come, as signalling sees it; media is the peers' own business. */
export type Presence = 'Connecting' | 'Ringing' | 'Joined';

export type Bot = 'echo' | 'phone';

export interface ParticipantEntry {
  readonly participant: string;
  readonly id: string;
  readonly presence: Presence;
  readonly state: MediaState;
  /** The media end of this participant is played in the receiving page itself. */
  readonly bot?: Bot;
  /** It was in the call when the receiver joined, and will make the offer. */
  readonly offers?: boolean;
}

/** What a client is told. */
export type Event =
  | {
      t: 'incoming';
      call: string;
      self: string;
      from: { participant: string; id: string };
      transferor?: string;
    }
  | { t: 'transfer'; call: string; ticket: string; target: TransferTarget }
  | { t: 'transferred'; call: string; ticket: string; end: EndCode | null }
  | { t: 'participant'; call: string; entry: ParticipantEntry }
  | { t: 'muted'; call: string; by: string }
  | { t: 'left'; call: string; participant: string; end: EndCode }
  | { t: 'ended'; call: string; end: EndCode }
  | { t: 'signal'; call: string; from: string; to: string; signal: Signal }
  | { t: 'refused'; of: Command['t']; call: string; why: string };

/** Everything the server puts on the wire. `expiresOn` is in milliseconds since 1970. */
export type ServerFrame =
  | {
      t: 'welcome';
      endpoint: string;
      secret: string;
      id: string;
      expiresOn: number;
      resumed: boolean;
      got: number;
    }
  | { t: 'accepted-token'; expiresOn: number }
  | { t: 'token-due' }
  | { t: 'pong'; got: number }
  | { t: 'event'; n: number; event: Event };
