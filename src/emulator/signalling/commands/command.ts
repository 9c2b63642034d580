import type { Command, Refusal } from '../../wire/protocol.ts';

export type CommandOf<T extends Command['t']> = Extract<Command, { t: T }>;

/** The commands that need the sender to be in the call already. */
export type InCallCommand = Exclude<
  Command,
  { t: 'start' | 'join' | 'accept' | 'reject' | 'take' | 'survey' }
>;

/** The refusal of a command, as a reason alone or with its code; `undefined` when the command was carried out. */
export type CommandResult = string | Refusal | undefined;

/** The commands with which an endpoint enters a call. */
export const enteringCommands: ReadonlySet<Command['t']> = new Set(['start', 'join', 'take', 'accept']);
