import type { MediaState } from './command.ts';

/** An end reason: code and subcode, as `call.callEndReason` gives them. */
export interface EndCode {
  readonly code: number;
  readonly subCode: number;
  /** Names the reason, if the codes alone do not. */
  readonly message?: string;
}

/** Why the server refused a command, in the form of the SDK's `CallingCommunicationError`. */
export interface Refusal extends EndCode {
  readonly message: string;
}

/** How far a participant has come in joining. Whether media flows after `Joined`, only the participants' pages know. */
export type CallPresence = 'Connecting' | 'Ringing' | 'InLobby' | 'Joined';

/** A participant's role in a meeting. In other calls the role is `Unknown`, as in the SDK. */
export type CallRole = 'Unknown' | 'Attendee' | 'Presenter' | 'Co-organizer' | 'Organizer';
export type CallKind = 'oneToOne' | 'group' | 'meeting';

/** The media of a simulated participant, which each page in the call generates itself. `silent` means none. */
export type GeneratedMedia = 'echo' | 'phone' | 'voicemail' | 'silent';

/** One participant in the roster, the list of a call's participants that a page receives. */
export interface ParticipantEntry {
  /** The participant id. */
  readonly participant: string;
  /** The participant's raw id, such as `8:orgid:<object id>`. */
  readonly id: string;
  /** The name that an ACS user has chosen, or the directory has for a person. See `seesNameOf`. */
  readonly name?: string;
  readonly presence: CallPresence;
  readonly role: CallRole;
  readonly state: MediaState;
  /** The media that the receiving page generates for a simulated participant. */
  readonly bot?: GeneratedMedia;
  /** `true` if the participant was in the call when the receiver joined, and therefore sends them a WebRTC offer. */
  readonly offers?: boolean;
  /** Set when a test leads the media along another path: the receiver makes a new peer connection to the participant. */
  readonly reconnect?: true;
}
