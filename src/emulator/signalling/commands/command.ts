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

/** What a command needs that a participant (`sender`) sends in a call. */
export interface InCall {
  readonly calls: CallStore;
  readonly invitations: Invitations;
  readonly call: Call;
  readonly sender: Participant;
}

/** Why the server refuses a command; `undefined` if it was carried out. A text is sent with code 400 and subcode 0. */
export type CommandResult = string | Refusal | undefined;
