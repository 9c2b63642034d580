import type { Command } from '../../wire/protocol.ts';

/** Sends commands to the signalling server, at once or as soon as the connection is back. */
export interface CommandSender {
  send(command: Command): void;
}
