import * as z from 'zod/mini';
import { commandSchema } from './command.ts';
import type { Conditions } from './conditions.ts';
import type { SignallingEvent } from './event.ts';
import { messageNumber, uuid } from './fields.ts';

/**
 * The protocol between the drop-in SDK (the emulator's replacement for `@azure/communication-calling`) and the signalling
 * server. A frame is one WebSocket message with JSON text, and each call agent has one WebSocket. The server checks
 * everything that a client sends. A client trusts the server's frames.
 */
export type * from './callTypes.ts';
export type { Command, CustomContext, TicketReference, Signal, TransferTarget } from './command.ts';
export type { SignallingEvent } from './event.ts';
export { uuid };

/** The server closes a socket with code 1009 when a larger frame arrives. */
export const maxFrameBytes = 64 * 1024;
/**
 * The WebSocket close codes of this protocol. The server closes with `token` when the client's token has expired or is not
 * accepted. The client closes with `silent` when it has received nothing from the server for too long.
 */
export const closeCodes = { token: 4401, silent: 4000 } as const;

const token = z.string().check(z.minLength(1), z.maxLength(16_384));

/**
 * Every frame that a client sends, by its type `t`: `hello` is the first one, and `bye` the last one. `n` is the number of
 * a command. `got` is the number of the last event that the client has received. `resume` asks for the endpoint that the
 * client had before its socket was lost.
 */
export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    token,
    resume: z.optional(z.strictObject({ endpoint: uuid, secret: uuid, got: messageNumber })),
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
] as const satisfies readonly (keyof Conditions)[];
export type PageConditions = Pick<Conditions, (typeof pageConditionNames)[number]>;

/**
 * Every frame that the server sends, by its type `t`. `expiresOn` is the time at which the client's token expires, in
 * milliseconds since 1970. `n` is the number of an event. `got` is the number of the last command that the server has
 * received.
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
  /** The call agent is disconnected for good. Its running calls keep the socket, but no further call rings at the agent. */
  | { t: 'retired'; reason: DisconnectReason }
  /** All conditions in force for the page. The server sends this frame whenever one of them changes. */
  | { t: 'conditions'; set: PageConditions }
  | { t: 'pong'; got: number }
  | { t: 'event'; n: number; event: SignallingEvent };
