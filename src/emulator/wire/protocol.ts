import * as z from 'zod/mini';
import { command } from './command.ts';
import type { Conditions } from './conditions.ts';
import type { Event } from './event.ts';
import { counter, uuid } from './fields.ts';

/**
 * The frames between the drop-in SDK and the signalling server: JSON text over one WebSocket per call agent. The server
 * checks everything that a client sends; a client trusts the server's frames.
 */
export type * from './callTypes.ts';
export type { Command, Pass, Signal, TransferTarget } from './command.ts';
export type { Event } from './event.ts';
export { uuid };

/** The server closes a socket that sends a larger frame, with 1009. */
export const maxFrameBytes = 64 * 1024;
/**
 * Close codes of this protocol. The server sends `token` when the token has expired or is not accepted; the client
 * sends `silent` when the server has been silent for too long.
 */
export const closeCodes = { token: 4401, silent: 4000 } as const;

const token = z.string().check(z.minLength(1), z.maxLength(16_384));

/** Every frame of a client. `n` counts commands; `got` is the number of the last event the client has received. */
export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    token,
    resume: z.optional(z.strictObject({ endpoint: uuid, secret: uuid, got: counter })),
  }),
  z.strictObject({ t: z.literal('token'), token }),
  z.strictObject({ t: z.literal('ping'), got: counter }),
  z.strictObject({ t: z.literal('command'), n: counter, command }),
  z.strictObject({ t: z.literal('bye') }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/** Why an agent was disconnected, in the words of the SDK's `ConnectionStateChangedEvent`. */
export type DisconnectReason = 'invalidToken' | 'connectionIssue';

/** The conditions that the drop-in SDK applies itself. */
export type PageConditions = Pick<
  Conditions,
  'eventDelivery' | 'rendererFails' | 'holdFails' | 'resumeFails'
>;

/** Every frame of the server. `expiresOn` is in milliseconds since 1970. */
export type ServerFrame =
  | {
      t: 'welcome';
      endpoint: string;
      /** Proves to the server that a new socket belongs to this endpoint. */
      secret: string;
      /** The user's raw id. */
      id: string;
      expiresOn: number;
      /** Whether the client has its former endpoint back, with its calls. */
      resumed: boolean;
      /** The number of the last command that the server has received. */
      got: number;
    }
  | { t: 'accepted-token'; expiresOn: number }
  /** The token expires soon: the client is to send a new one. */
  | { t: 'token-due' }
  /** The agent is disconnected for good. Its calls keep the socket, but it does not ring any more. */
  | { t: 'retired'; reason: DisconnectReason }
  /** All conditions that hold for the page, whenever one of them changes. */
  | { t: 'conditions'; set: PageConditions }
  | { t: 'pong'; got: number }
  | { t: 'event'; n: number; event: Event };
