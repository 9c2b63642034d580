import type { Command } from '../../wire/protocol.ts';

/** The part of the signalling connection that calls use. */
export interface CommandSender {
  /** Sends a command to the signalling server: at once, or as soon as a lost connection is back. */
  send(command: Command): void;
}
