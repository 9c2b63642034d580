import type { Command, Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import type { CallStore } from '../calls/callStore.ts';
import type { Invitations } from '../ringing/ringing.ts';

/** The command of one type, such as `CommandOf<'start'>`. */
export type CommandOf<T extends Command['t']> = Extract<Command, { t: T }>;

/** The commands that only a participant of the call may send. */
export type InCallCommand = Exclude<
  Command,
  { t: 'start' | 'join' | 'accept' | 'reject' | 'take' | 'survey' }
>;

/** What running a command needs: the call, its participant who sends the command, and the server's calls and invitations. */
export interface InCall {
  readonly calls: CallStore;
  readonly invitations: Invitations;
  readonly call: Call;
  readonly sender: Participant;
}

/** Why the server refuses a command. `undefined` if the command was carried out. */
export type CommandResult = string | Refusal | undefined;
