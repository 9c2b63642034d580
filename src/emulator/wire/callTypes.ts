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

/** How far a participant has come into a call, as the server knows it. Whether media flows, only the pages know. */
export type CallPresence = 'Connecting' | 'Ringing' | 'InLobby' | 'Joined';

/** A participant's role in a meeting. In other calls the role is `Unknown`, as in the SDK. */
export type CallRole = 'Unknown' | 'Attendee' | 'Presenter' | 'Co-organizer' | 'Organizer';
export type CallKind = 'oneToOne' | 'group' | 'meeting';

/**
 * The media of a participant that the emulator plays: each page in the call generates it for itself. `silent` means no
 * media.
 */
export type GeneratedMedia = 'echo' | 'phone' | 'voicemail' | 'silent';

/** One participant in the roster, which is the list of participants that an endpoint receives. */
export interface ParticipantEntry {
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
