/** The media of a participant whom the emulator plays: a moving picture and a tone, the sound of a telephone, or nothing. */
export type VirtualMedia = 'echo' | 'phone' | 'silent';

/** A meeting: its link, its chat thread, or its number and passcode. */
export type MeetingName = string | { readonly meetingId: string; readonly passcode?: string };

/** How a call comes in: the parameters of the act `ring`, without the callees. */
export interface RingParameters {
  /** A phone number always has the sound of a telephone. Default: `echo`. */
  readonly media?: VirtualMedia;
  /** The caller hangs up after this many milliseconds if nobody has answered. Default: never. */
  readonly giveUpAfterMs?: number;
  /** The call queue, auto attendant (`28:orgid:…`) or person through whom the call comes. */
  readonly via?: string;
  /** The person on whose behalf the caller calls. */
  readonly onBehalfOf?: string;
  /** The chat thread of a group call. */
  readonly threadId?: string;
  /** The custom context that a calling application sends. */
  readonly context?: {
    readonly userToUser?: string;
    readonly sipHeaders?: readonly object[];
    readonly voipHeaders?: readonly object[];
  };
}

/** The parameters of an act that needs none. */
type NoParameters = object;
interface OnOrOff {
  readonly on: boolean;
}

/**
 * What a person, a participant or a phone number can do, and the parameters. People are named as everywhere: by given name,
 * display name, sign-in name or object id.
 */
export interface Acts {
  /** Calls people or phone numbers. */
  ring: RingParameters & { readonly to: string | readonly string[] };
  /** Joins a meeting, or its lobby. */
  join: { readonly meeting: MeetingName; readonly media?: VirtualMedia };
  /** Sends another name to those whom it calls. */
  callerName: { readonly name: string };
  /** Accepts at a virtual agent. In tabs the incoming call ends with 487/10003. */
  accept: { readonly media?: VirtualMedia };
  /** Declines everywhere. In tabs the incoming call ends with 603/0. */
  decline: NoParameters;
  /** Mutes itself. A persona with a browser is muted as if by another participant. */
  mute: NoParameters;
  unmute: NoParameters;
  hold: NoParameters;
  resume: NoParameters;
  camera: OnOrOff;
  /** Starts or stops sharing a screen. */
  share: OnOrOff;
  media: { readonly media: VirtualMedia };
  /** Leaves the call, or the lobby. */
  leave: NoParameters;
  /** Ends the call for everyone. */
  end: NoParameters;
  /** Calls a person or a phone number into the call. */
  add: { readonly who: string };
  remove: { readonly who: string };
  /** Admits those who wait in the lobby. Default: all of them. */
  admit: { readonly who?: string | readonly string[] };
  reject: { readonly who: string };
  /** Mutes other participants. Default: all of them. */
  muteOthers: { readonly who?: string | readonly string[] };
  transfer: { readonly who: string; readonly to: string; readonly voicemail?: true };
  /** Gets another role in the meeting. */
  role: { readonly role: 'Attendee' | 'Presenter' | 'Co-organizer' | 'Organizer' };
  /** Raises or lowers the hand. */
  hand: { readonly up: boolean };
  record: { readonly on: boolean | 'paused' };
  transcribe: OnOrOff;
  /** Asks everyone in a group call or a meeting for consent to recordings. */
  requireConsent: OnOrOff;
  /** Speaks a caption. */
  say: { readonly text: string };
  /** Starts or stops presenting slides. */
  slides: OnOrOff;
  /** Is assigned to a breakout room of the meeting, or to none. */
  assign: { readonly room: string | null; readonly autoMove?: boolean };
  openRoom: { readonly room: string; readonly open: boolean };
  /** Sends any other request to a call feature. */
  feature: { readonly feature: string; readonly what: unknown };
}

/** The scenarios, each a sequence of events for one person, and the parameters. */
export interface Scenarios {
  'being-called': { readonly from?: string };
  'queue-call': { readonly from?: string };
  'answered-elsewhere': { readonly from?: string; readonly afterMs?: number };
  'caller-gives-up': { readonly from?: string; readonly afterMs?: number };
  voicemail: { readonly from?: string; readonly afterMs?: number };
  recording: { readonly from?: string; readonly afterMs?: number };
  'declined-call': NoParameters;
  busy: NoParameters;
  'no-answer': NoParameters;
  'token-expires': { readonly seconds?: number };
  'dead-network': { readonly seconds?: number };
  'meeting-with-lobby': { readonly afterMs?: number };
  crowd: { readonly count?: number };
}
