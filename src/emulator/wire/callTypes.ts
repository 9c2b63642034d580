import type * as z from 'zod/mini';
import type { mediaState } from './command.ts';

/** What a participant sends (audio unless muted, video, screen), and whether the participant holds the call. */
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

/**
 * How far a participant has come into a call, according to the signalling server. Only the endpoints (the browser pages in
 * the call) know whether media flows.
 */
export type CallPresence = 'Connecting' | 'Ringing' | 'InLobby' | 'Joined';

/** A participant's role in a meeting. In other calls the role is `Unknown`, as in the SDK. */
export type CallRole = 'Unknown' | 'Attendee' | 'Presenter' | 'Co-organizer' | 'Organizer';
export type CallKind = 'oneToOne' | 'group' | 'meeting';

/**
 * The media of a participant that the emulator plays without a browser page. No media is sent for such a participant: each
 * page in the call generates the media for itself. `silent` means no media: the participant is connected as soon as it has
 * joined.
 */
export type GeneratedMedia = 'echo' | 'phone' | 'voicemail' | 'silent';

/** One participant in the roster, which is the list of participants that an endpoint receives. */
export interface ParticipantEntry {
  /** The participant id. */
  readonly participant: string;
  /** The participant's raw id, such as `8:orgid:<object id>`. */
  readonly id: string;
  readonly presence: CallPresence;
  readonly role: CallRole;
  readonly state: MediaState;
  /** Set for a participant that the emulator plays: the media that the receiving page generates for the participant. */
  readonly bot?: GeneratedMedia;
  /** `true` if the participant was in the call when the receiver joined, and sends the receiver a WebRTC offer. */
  readonly offers?: boolean;
}
