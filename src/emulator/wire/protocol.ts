import * as z from 'zod/mini';
import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { command } from './command.ts';
import type { Conditions } from './conditions.ts';
import { counter, uuid, type mediaState, type pass, type signal, type transferTarget } from './fields.ts';

/**
 * What travels between the drop-in Calling SDK and the emulator's signalling, as JSON text frames over one
 * WebSocket per call agent. Everything that a client sends is checked here; the server's own frames are trusted.
 */

/** Frames above this size close the socket with 1009. */
export const maxFrameBytes = 64 * 1024;
/** Close codes of our own: the token ended or is not ours; the client itself gave up on a silent socket. */
export const closeCodes = { token: 4401, silent: 4000 } as const;

export { uuid };
/** What a participant sends and shows, as the others see it. */
export type MediaState = z.infer<typeof mediaState>;
/** One step of a WebRTC negotiation between two participants. */
export type Signal = z.infer<typeof signal>;
export type TransferTarget = z.infer<typeof transferTarget>;
export type Pass = z.infer<typeof pass>;

/** What a client asks for. */
export type Command = z.infer<typeof command>;

/** Everything a client may put on the wire. `n` counts commands; `got` is the last event it has seen. */
export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    token: z.string().check(z.minLength(1), z.maxLength(16_384)),
    resume: z.optional(z.strictObject({ endpoint: uuid, secret: uuid, got: counter })),
  }),
  z.strictObject({ t: z.literal('token'), token: z.string().check(z.minLength(1), z.maxLength(16_384)) }),
  z.strictObject({ t: z.literal('ping'), got: counter }),
  z.strictObject({ t: z.literal('command'), n: counter, command }),
  z.strictObject({ t: z.literal('bye') }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/** Code and sub-code as `call.callEndReason` gives them. */
export interface EndCode {
  readonly code: number;
  readonly subCode: number;
}

/** Why something was refused, as the SDK's `CallingCommunicationError` tells it. */
export interface Refusal extends EndCode {
  readonly message: string;
}

/** How far a participant has come, as signalling sees it; media is the peers' own business. */
export type Presence = 'Connecting' | 'Ringing' | 'InLobby' | 'Joined';

/** What a participant may do in a meeting; outside of one it is `Unknown`, as the SDK says it. */
export type Role = 'Unknown' | 'Attendee' | 'Presenter' | 'Co-organizer' | 'Organizer';
export type CallKind = 'oneToOne' | 'group' | 'meeting';

/** Whose media end is played in the page; a silent one has none, and is connected as soon as it has joined. */
export type Bot = 'echo' | 'phone' | 'voicemail' | 'silent';

export interface ParticipantEntry {
  readonly participant: string;
  readonly id: string;
  readonly presence: Presence;
  readonly role: Role;
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
      from: { participant: string; id: string; bot?: Bot };
      transferor?: string;
      /** The chat of a group call, or of the meeting. */
      threadId?: string;
    }
  | { t: 'transfer'; call: string; ticket: string; target: TransferTarget }
  | { t: 'transferred'; call: string; ticket: string; end: EndCode | null }
  /** What kind of call this is, and the receiver's own place in it: at the start, and whenever it changes. */
  | {
      t: 'place';
      call: string;
      /** The call's own id, the same for all. */
      server: string;
      kind: CallKind;
      threadId: string | null;
      presence: Presence;
      role: Role;
      /** What a policy takes away. */
      withheld?: readonly ParticipantCapabilityName[];
    }
  | { t: 'participant'; call: string; entry: ParticipantEntry }
  | { t: 'muted'; call: string; by: string }
  /** Media between the receiver and a participant gets lost, or does no more. */
  | { t: 'media'; call: string; participant: string; lost: boolean }
  /** Somebody else shares a screen now: one does at a time. */
  | { t: 'unshared'; call: string; by: string }
  | { t: 'left'; call: string; participant: string; end: EndCode }
  /** @param self which of the receiver's participants: one may be in a call, and rung into it once more. */
  | { t: 'ended'; call: string; self: string; end: EndCode }
  | { t: 'signal'; call: string; from: string; to: string; signal: Signal }
  /** @param self for whoever wanted to come in, as whom. */
  | { t: 'refused'; of: Command['t']; call: string; self?: string; why: string }
  /** What a feature keeps for everyone in the call has changed; `null` is gone. */
  | { t: 'shared'; call: string; feature: string; key: string; value: unknown }
  /** A feature passes on what is kept by nobody. */
  | { t: 'said'; call: string; feature: string; from: string; what: unknown }
  | { t: 'answered'; call: string; ref: string; refusal: Refusal | null };

/** Why an agent is disconnected, as `ConnectionStateChangedEvent` of the SDK names it. */
export type DisconnectReason = 'invalidToken' | 'connectionIssue';

/** The conditions that the drop-in itself carries out. */
export type PageConditions = Pick<
  Conditions,
  'eventDelivery' | 'rendererFails' | 'holdFails' | 'resumeFails'
>;

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
  /** This agent is disconnected for good. Its calls keep the socket; it never rings again. */
  | { t: 'retired'; reason: DisconnectReason }
  /** All that hold, whenever one of them changes. */
  | { t: 'conditions'; set: PageConditions }
  | { t: 'pong'; got: number }
  | { t: 'event'; n: number; event: Event };
