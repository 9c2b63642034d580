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
import type { Command, CustomContext, Signal, TransferTarget } from './command.ts';

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
      /** The inviter: participant id, raw id (`id`), the media if the inviter is a virtual agent, and a caller name. */
      from: { participant: string; id: string; bot?: GeneratedMedia; name?: string };
      /** The raw id of the transferor, when the call comes from a transfer, or through a queue or another user. */
      transferor?: string;
      /** The name of the transferor, if the transferor is a queue or an auto attendant. */
      transferorName?: string;
      /** What the calling application sent with the call. */
      context?: CustomContext;
      /** The thread of the group call or meeting. */
      threadId?: string;
    }
  /** The network has found out the name of the caller who invited the receiver, or another name. */
  | { t: 'caller'; call: string; name: string }
  /** Asks the receiver, the transferee, to place or take over the call that `target` names, with this ticket. */
  | { t: 'transfer'; call: string; ticket: string; target: TransferTarget }
  /**
   * How a transfer that the receiver asked for has ended. An `end` of `null` means success. The transferee gets this event
   * only after a time-out.
   */
  | { t: 'transferred'; call: string; ticket: string; end: EndCode | null }
  /**
   * The call context: facts about the call, and about the receiver's place in the call. The server sends this event when
   * the receiver enters the call, and again whenever one of these facts changes.
   */
  | {
      t: 'place';
      call: string;
      /** The server call id, the same for all participants. */
      server: string;
      kind: CallKind;
      threadId: string | null;
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
  /** A participant has left the call. */
  | { t: 'left'; call: string; participant: string; end: EndCode }
  /**
   * The call, or an invitation to it, has ended for the receiver. `self` tells which of the two: an endpoint can be in a
   * call while a further invitation to the same call rings at it.
   */
  | { t: 'ended'; call: string; self: string; end: EndCode }
  /** A step of a WebRTC negotiation. `from` and `to` are the participant ids of the sender and the receiver. */
  | { t: 'signal'; call: string; from: string; to: string; signal: Signal }
  /** The server refused a command without a `ref`, for the reason `why`. `of` and `self` are the command's `t` and `self`. */
  | { t: 'refused'; of: Command['t']; call: string; self?: string; why: string }
  /** A shared value (one that a call feature stores for everyone in the call) has changed. `null` removes the value. */
  | { t: 'shared'; call: string; feature: string; key: string; value: unknown }
  /** A message of a call feature, which the server does not store. `from` is the sender's participant id. */
  | { t: 'said'; call: string; feature: string; from: string; what: unknown }
  /** The answer to the command with this `ref`. A `refusal` of `null` means success. */
  | { t: 'answered'; call: string; ref: string; refusal: Refusal | null };
