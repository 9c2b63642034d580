import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type { Bot, CallKind, EndCode, ParticipantEntry, Presence, Refusal, Role } from './callTypes.ts';
import type { Command, Signal, TransferTarget } from './command.ts';

/** What the server tells an endpoint about a call. `call` is the id by which that endpoint knows the call. */
export type Event =
  | {
      t: 'incoming';
      call: string;
      /** The participant id of the callee. */
      self: string;
      from: { participant: string; id: string; bot?: Bot };
      /** The raw id of the transferor, when the call comes from a transfer. */
      transferor?: string;
      /** The thread of the group call or meeting. */
      threadId?: string;
    }
  /** The receiver is to place or take over the call that the target names, with this ticket. */
  | { t: 'transfer'; call: string; ticket: string; target: TransferTarget }
  /** How a transfer ended that the receiver asked for; `null` is success. */
  | { t: 'transferred'; call: string; ticket: string; end: EndCode | null }
  /** The call context: sent when the receiver enters the call, and whenever it changes. */
  | {
      t: 'place';
      call: string;
      /** The server call id, the same for all participants. */
      server: string;
      kind: CallKind;
      threadId: string | null;
      presence: Presence;
      role: Role;
      /** Capabilities that a policy takes away. */
      withheld?: readonly ParticipantCapabilityName[];
    }
  | { t: 'participant'; call: string; entry: ParticipantEntry }
  /** Another participant asks the receiver to mute. */
  | { t: 'muted'; call: string; by: string }
  /** Packets between the receiver and this participant get lost from now on, or arrive again. */
  | { t: 'media'; call: string; participant: string; lost: boolean }
  /** Another participant started to share a screen, which ends the receiver's share. */
  | { t: 'unshared'; call: string; by: string }
  | { t: 'left'; call: string; participant: string; end: EndCode }
  /**
   * The call has ended for the receiver. `self` names the participant, because an endpoint may be in a call and ring
   * for another invitation to it.
   */
  | { t: 'ended'; call: string; self: string; end: EndCode }
  | { t: 'signal'; call: string; from: string; to: string; signal: Signal }
  /** A command without a `ref` was refused. `self` is the participant id of a command that enters a call. */
  | { t: 'refused'; of: Command['t']; call: string; self?: string; why: string }
  /** A value that a feature shares with everyone in the call has changed; `null` removes it. */
  | { t: 'shared'; call: string; feature: string; key: string; value: unknown }
  /** A feature's message. The server does not store it. */
  | { t: 'said'; call: string; feature: string; from: string; what: unknown }
  /** The answer to a command with a `ref`; no refusal is success. */
  | { t: 'answered'; call: string; ref: string; refusal: Refusal | null };
