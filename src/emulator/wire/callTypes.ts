import type * as z from 'zod/mini';
import type { mediaState } from './fields.ts';

/** What a participant sends, as the other participants see it. */
export type MediaState = z.infer<typeof mediaState>;

/** An end reason: code and subcode, as `call.callEndReason` gives them. */
export interface EndCode {
  readonly code: number;
  readonly subCode: number;
}

/** Why the server refused a command, in the form of the SDK's `CallingCommunicationError`. */
export interface Refusal extends EndCode {
  readonly message: string;
}

/** How far a participant has come into a call at the server. Whether media flows is known to the endpoints only. */
export type Presence = 'Connecting' | 'Ringing' | 'InLobby' | 'Joined';

/** A participant's role in a meeting. In other calls it is `Unknown`, as in the SDK. */
export type Role = 'Unknown' | 'Attendee' | 'Presenter' | 'Co-organizer' | 'Organizer';
export type CallKind = 'oneToOne' | 'group' | 'meeting';

/**
 * The media end of a virtual agent, which the page of every other participant plays. A silent one has no media: it
 * counts as connected as soon as it has joined.
 */
export type Bot = 'echo' | 'phone' | 'voicemail' | 'silent';

/** One entry of the roster. */
export interface ParticipantEntry {
  readonly participant: string;
  /** The raw id. */
  readonly id: string;
  readonly presence: Presence;
  readonly role: Role;
  readonly state: MediaState;
  /** Set for a virtual agent: the receiving page plays this media end itself. */
  readonly bot?: Bot;
  /** Set for a participant who was in the call when the receiver joined: they will send the receiver an offer. */
  readonly offers?: boolean;
}
