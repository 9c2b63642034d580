import * as z from 'zod/mini';
import {
  commandSchema,
  maxParticipants,
  messageNumber,
  uuid,
  type Command,
  type CustomContext,
  type Signal,
  type TransferTarget,
} from './command.ts';
import type { Conditions } from './conditions.ts';
import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type {
  GeneratedMedia,
  CallKind,
  EndCode,
  ParticipantEntry,
  CallPresence,
  Refusal,
  CallRole,
} from './callTypes.ts';

/**
 * The protocol between the drop-in SDK (which replaces `@azure/communication-calling`) and the signalling server. A frame is
 * one WebSocket message with JSON text. The server checks what a client sends, and a client trusts the server.
 */
export type * from './callTypes.ts';
export type * from './command.ts';
export { maxParticipants, uuid };

/** The server closes a socket with code 1009 when a larger frame arrives. */
export const maxFrameBytes = 64 * 1024;
/**
 * Codes with which a socket is closed. `token`, by the server: the client's token has expired or is not valid. `silent`, by the
 * client: nothing has come from the server for too long.
 */
export const closeCodes = { token: 4401, silent: 4000 } as const;

const token = z.string().check(z.minLength(1), z.maxLength(16_384));

/**
 * Every frame that a client sends. `n` is the command's number, and `got` the number of the last event that the client received.
 * `resume` asks for the endpoint (the server's record of the client) that the client had before it lost its socket.
 */
export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    token,
    /** The name that an ACS user has chosen for their calls. */
    name: z.optional(z.string().check(z.maxLength(256))),
    resume: z.optional(z.strictObject({ endpoint: uuid, secret: uuid, got: messageNumber })),
    /** The id that the page has chosen for itself, under which it records. */
    page: z.optional(uuid),
  }),
  z.strictObject({ t: z.literal('token'), token }),
  z.strictObject({ t: z.literal('ping'), got: messageNumber }),
  z.strictObject({ t: z.literal('command'), n: messageNumber, command: commandSchema }),
  z.strictObject({ t: z.literal('bye') }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/** Why an agent was disconnected, in the words of the SDK's `ConnectionStateChangedEvent`. */
export type DisconnectReason = 'invalidToken' | 'connectionIssue';

/** The conditions (faults that a developer or a test switches on) that the drop-in SDK applies itself. */
export const pageConditionNames = [
  'eventDelivery',
  'rendererFails',
  'holdFails',
  'resumeFails',
  'muteLimit',
  'lateMuteMs',
  'muteFailsBeforeConnected',
  'holdFailsInRemoteHold',
  'otherIncomingId',
  'callEndReason',
  'noPhoneCaptions',
  'plainCaptions',
  'earlyMedia',
  'transferredCallEnds',
  'diagnostics',
  'camera',
  'microphone',
] as const satisfies readonly (keyof Conditions)[];
export type PageConditions = Pick<Conditions, (typeof pageConditionNames)[number]>;

/**
 * Every frame that the server sends. `n` is the event's number, and `got` the number of the last command that the server received.
 * `expiresOn` is when the client's token expires, in milliseconds since 1970.
 */
export type ServerFrame =
  | {
      t: 'welcome';
      /** The id of the client's endpoint, which outlives the socket. */
      endpoint: string;
      /** Proves to the server that a new socket belongs to this endpoint. */
      secret: string;
      /** The user's raw id. */
      id: string;
      expiresOn: number;
      /** Whether the client has its former endpoint back, together with its calls. */
      resumed: boolean;
      got: number;
    }
  | { t: 'accepted-token'; expiresOn: number }
  /** The client's token expires soon, so the client must send a new token. */
  | { t: 'token-due' }
  /** The call agent is disconnected for good: its running calls continue over this socket, but no further call rings there. */
  | { t: 'retired'; reason: DisconnectReason }
  /** The page conditions in force. The server sends all of them whenever one changes. */
  | { t: 'conditions'; set: PageConditions }
  /** Whether the page should record. */
  | { t: 'recording'; on: boolean }
  | { t: 'pong'; got: number }
  | { t: 'event'; n: number; event: SignallingEvent };

/**
 * What the signalling server tells an endpoint (the connection of one browser page) about a call.
 *
 * Fields that several events share:
 * - `t`: the type of the event.
 * - `call`: the id by which the receiving endpoint knows the call.
 * - `self`: the receiver's own participant id.
 * - `participant`, `by`: the participant id of another participant.
 * - `end`: an end reason.
 */
export type SignallingEvent =
  | {
      t: 'incoming';
      call: string;
      self: string;
      /** The inviter: participant id, raw id (`id`), generated media (`bot`) for a simulated inviter, and a caller name. */
      from: { participant: string; id: string; bot?: GeneratedMedia; name?: string };
      /** The raw id of the user who transferred the inviter, or of the queue or user through which the call comes. */
      transferor?: string;
      /** The name of the transferor, if the transferor is a queue or an auto attendant. */
      transferorName?: string;
      /** What the calling application sent with the call. */
      context?: CustomContext;
      /** The thread of the group call or meeting. */
      threadId?: string;
    }
  /** The name of the caller who invited the receiver, which the telephone network has found out late, or corrected. */
  | { t: 'caller'; call: string; name: string }
  /** Asks the receiver (the transferee) to call `target`, or to take over the call that it names, with this ticket. */
  | { t: 'transfer'; call: string; ticket: string; target: TransferTarget }
  /** How a transfer has ended; `null` means success. Sent to the transferor and, if it has timed out, to the transferee. */
  | { t: 'transferred'; call: string; ticket: string; end: EndCode | null }
  /** Facts about the call and the receiver's place in it. Sent when the receiver enters, and whenever a fact changes. */
  | {
      t: 'place';
      call: string;
      /** The server call id, the same for all participants. */
      server: string;
      kind: CallKind;
      threadId: string | null;
      /** The id of a group call that ACS users join. */
      groupId?: string;
      presence: CallPresence;
      role: CallRole;
      /** Capabilities that a policy takes away from the receiver. */
      withheld?: readonly ParticipantCapabilityName[];
    }
  /** A participant has entered the roster, or the entry has changed. */
  | { t: 'participant'; call: string; entry: ParticipantEntry }
  /** Another participant asks the receiver to mute. */
  | { t: 'muted'; call: string; by: string }
  /** `lost` tells whether all media packets between the receiver and this participant get lost from now on. */
  | { t: 'media'; call: string; participant: string; lost: boolean }
  /** Another participant started to share a screen, which ends the receiver's screen share. */
  | { t: 'unshared'; call: string; by: string }
  | { t: 'left'; call: string; participant: string; end: EndCode }
  /** The call has ended for the participant `self` or, if they have not answered, the invitation has. */
  | { t: 'ended'; call: string; self: string; end: EndCode }
  /**
   * A step of a WebRTC negotiation. `from` and `to` are the participant ids of the sender and the receiver. If the receiver is a bot,
   * whose answer stays in its page, `answerCandidate` replaces the candidates of the answer.
   */
  | { t: 'signal'; call: string; from: string; to: string; signal: Signal; answerCandidate?: string }
  /** The server has refused a command without a `ref`. `of` is the command's type `t`, and `why` the reason. */
  | { t: 'refused'; of: Command['t']; call: string; self?: string; why: string }
  /** A shared value (one that a call feature stores for everyone in the call) has changed. `null` removes the value. */
  | { t: 'shared'; call: string; feature: string; key: string; value: unknown }
  /** A message of a call feature, which the server does not store. `from` is the sender's participant id. */
  | { t: 'said'; call: string; feature: string; from: string; what: unknown }
  /** The answer to the command with this `ref`. A `refusal` of `null` means success. */
  | { t: 'answered'; call: string; ref: string; refusal: Refusal | null };

/** The event of one type, such as `EventOf<'signal'>`. */
export type EventOf<T extends SignallingEvent['t']> = Extract<SignallingEvent, { t: T }>;
