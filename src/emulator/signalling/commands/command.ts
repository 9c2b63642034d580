import type { Command, Refusal } from '../../wire/protocol.ts';

/** The command of one type, such as `CommandOf<'start'>`. */
export type CommandOf<T extends Command['t']> = Extract<Command, { t: T }>;

/** The commands that only a participant of the call may send. */
export type InCallCommand = Exclude<
  Command,
  { t: 'start' | 'join' | 'accept' | 'reject' | 'take' | 'survey' }
>;

/** Why the server refuses a command. `undefined` if the command was carried out. */
export type CommandResult = string | Refusal | undefined;
