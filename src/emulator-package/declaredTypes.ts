// `npm run docs:write -- api` writes this file from the schemas of the emulator. Do not edit it by hand. The package has no
// dependencies, so its types cannot import the schemas.

/**
 * The media of a participant whom the emulator plays: a moving picture and a tone, the sound of a telephone, or
 * nothing.
 */
export type VirtualMedia = 'echo' | 'phone' | 'silent';

/** A meeting: its link, its chat thread, or its number and passcode. */
export type MeetingName = string | { readonly meetingId: string; readonly passcode?: string };

/** A person of the directory, or a bot. */
export interface Person {
  /** The object id, which is also the Teams user id. */
  readonly oid: string;
  /** The sign-in name (UPN). */
  readonly user: string;
  /** The display name. */
  readonly name: string;
  readonly note: string;
  readonly teamsLicence: boolean;
  /** Whether the emulator plays this person. Nobody can sign in as a bot. */
  readonly bot: boolean;
}

/** The emulated tenants, people, phone numbers, resource accounts and meetings. */
export interface Directory {
  readonly tenants: readonly { readonly id: string; readonly name: string; readonly domain: string }[];
  readonly people: readonly Person[];
  readonly phones: readonly { readonly number: string; readonly note: string }[];
  /** The resource accounts of Teams Phone extensibility, with their service numbers. */
  readonly resourceAccounts: readonly {
    readonly oid: string;
    readonly name: string;
    readonly number: string;
  }[];
  readonly meetings: readonly {
    readonly threadId: string;
    readonly subject: string;
    readonly meetingId?: string;
    readonly passcode?: string;
    /** The object id of the organizer. */
    readonly organizer: string;
    readonly link: string;
  }[];
}

/** A participant of a call. */
export interface Participant {
  /** The participant id. */
  readonly participant: string;
  /** The raw id, such as `8:orgid:<object id>` or `4:<phone number>`. */
  readonly id: string;
  /** The sign-in name (UPN); `null` for a phone number. */
  readonly user: string | null;
  /** The display name, or the phone number. */
  readonly name: string;
  /**
   * The raw id that the participant saw as the caller, such as `4:<service number>` for a telephone that an agent
   * called. `null` for a participant who was not invited.
   */
  readonly caller: string | null;
  readonly presence: 'Connecting' | 'Ringing' | 'InLobby' | 'Joined';
  readonly role: 'Unknown' | 'Attendee' | 'Presenter' | 'Co-organizer' | 'Organizer';
  readonly state: {
    readonly muted: boolean;
    /** Whether the camera is on. */
    readonly video: boolean;
    /** Whether the participant shares a screen. */
    readonly screen: boolean;
    readonly hold: boolean;
  };
  /**
   * Where the media comes from: `page` is a browser, and the emulator plays the others. `null` until the
   * participant answers.
   */
  readonly media: 'page' | 'echo' | 'phone' | 'voicemail' | 'silent' | null;
  /** The id of the agent with which the participant is in the call. */
  readonly agent: string | null;
  /** The position among the raised hands, from 1; `null` for a lowered hand. */
  readonly hand: number | null;
}

/** A call that exists. */
export interface Call {
  /** The id of the call. */
  readonly call: string;
  readonly kind: 'oneToOne' | 'group' | 'meeting';
  readonly threadId: string | null;
  /** The subject of the meeting. */
  readonly subject: string | null;
  /** The raw id of the person on whose behalf the caller calls. */
  readonly onBehalfOf: string | null;
  /** The raw id of the resource account for which an agent calls, or whose service number was called. */
  readonly resourceAccount: string | null;
  readonly recording: 'Started' | 'Paused' | null;
  readonly transcription: boolean;
  /** The caller comes first, as long as the caller is in the call. */
  readonly participants: readonly Participant[];
}

/** A call agent: of a browser page, or a virtual one, which the emulator plays. */
export interface Agent {
  /** The id of the agent. */
  readonly agent: string;
  /** The object id of the person. */
  readonly oid: string;
  /**
   * The raw id: `8:orgid:<object id>` for a Teams user, `8:acs:<resource>_<tenant>_<object id>` for an agent of
   * Teams Phone extensibility.
   */
  readonly id: string;
  /** The sign-in name (UPN); `null` for a phone number. */
  readonly user: string | null;
  /** The display name, or the phone number. */
  readonly name: string;
  readonly kind: 'page' | 'virtual';
  /** `false` while the socket of the page is lost, and after the agent was disconnected for good. */
  readonly connected: boolean;
  /** Ids of the calls that the agent is in. */
  readonly calls: readonly string[];
  /** Ids of the calls that ring at the agent. */
  readonly rings: readonly string[];
}

/** What a virtual agent does with calls to its person. */
export interface VirtualAgentOptions {
  /** Default: `echo`. */
  readonly media?: VirtualMedia;
  /** Default: `nothing`, which lets calls ring. */
  readonly answer?: 'nothing' | 'accept' | 'decline';
  /** How many milliseconds a call rings before the answer. Default: 0. */
  readonly afterMs?: number;
}

/** How the contact centre distributes calls. */
export interface CentreSettings {
  /** Which free agents ring: the one who has been idle for the longest time, or all of them at once. */
  readonly strategy: 'longestIdle' | 'all';
  /** How long a call rings at an agent before the next one rings. */
  readonly ringSeconds: number;
  /** How long nothing rings at an agent who has declined a call or let it ring. */
  readonly pauseSeconds: number;
  /** How long nothing rings at an agent after a call. */
  readonly wrapUpSeconds: number;
  /**
   * How many callers of a number may wait while no agent rings for them; `null` for any number. The next one
   * overflows.
   */
  readonly maxWaiting: number | null;
  /** After how many seconds without an answer a caller overflows; `null` for never. */
  readonly maxWaitSeconds: number | null;
  /**
   * What happens to a caller who overflows: the call ends with a code and a subcode, or the telephone `to` gets
   * it.
   */
  readonly overflow: { readonly code: number; readonly subCode: number } | { readonly to: string };
  /**
   * How often a waiting caller hears an announcement of their position. The first one comes at once. `null`: only
   * music.
   */
  readonly announceEverySeconds: number | null;
}

/** The contact centre: its numbers, the waiting callers, and the agents. */
export interface ContactCentre {
  /** The service numbers, and the names of their resource accounts. */
  readonly numbers: readonly {
    readonly number: string;
    readonly name: string;
    readonly objectId: string;
    /** Whether the resource account is assigned to the ACS resource. */
    readonly assigned: boolean;
  }[];
  /** The callers whom nobody has answered, in the order in which they came. */
  readonly waiting: readonly {
    /** The id of the call. */
    readonly call: string;
    /** The number of the telephone. */
    readonly from: string;
    /** The service number. */
    readonly to: string;
    /** The caller's place in the queue of this number, from 1. */
    readonly position: number;
    readonly waitedSeconds: number;
    /** What the caller would hear now: the announcement, which lasts 5 seconds, or music. No sound is played. */
    readonly hears: 'announcement' | 'music';
    /** The names of the agents at whom the call rings. */
    readonly ringing: readonly string[];
  }[];
  /** The connected agents. Of those who are free, the first one rings next. */
  readonly agents: readonly {
    /** The raw id. */
    readonly id: string;
    /** The sign-in name (UPN); `null` for a phone number. */
    readonly user: string | null;
    /** The display name, or the phone number. */
    readonly name: string;
    readonly optedIn: boolean;
    /** `wrapUp`: the agent's call has ended shortly before. `pause`: the agent has declined a call or let it ring. */
    readonly state: 'free' | 'ringing' | 'inCall' | 'wrapUp' | 'pause' | 'optedOut';
  }[];
  readonly settings: CentreSettings;
}

/** How telephones call a service number. */
export interface CallersOptions {
  /** The number of the telephone. By default, each telephone has another made-up number. */
  readonly from?: string;
  /** How many telephones call, one after another. Default: 1. */
  readonly count?: number;
  /** The only people who may get the calls. Default: every agent. */
  readonly agents?: readonly string[];
  /** Which free agents ring. Default: as in the settings. */
  readonly strategy?: 'longestIdle' | 'all';
  /** The callers hang up after this many milliseconds without an answer. Default: never. */
  readonly giveUpAfterMs?: number;
}

/** The answer to an act. */
export interface ActResult {
  /** The id of the call. */
  readonly call?: string;
  /** The id of the acting participant. */
  readonly participant?: string;
  /** The end reason of a call that ended at once. */
  readonly ended?: { readonly code: number; readonly subCode: number };
  readonly [other: string]: unknown;
}

/** The state of the flight recorder. */
export interface Recording {
  readonly on: boolean;
  /** When the trace began. A reset begins another one. */
  readonly startedAt: string;
  /** How many lines the trace has after its header. */
  readonly lines: number;
  /** How many of the oldest lines were forgotten, because the trace was too long. */
  readonly forgotten: number;
}

/** The meeting that a person should join in a scenario. */
export interface ScenarioMeeting {
  readonly link: string;
  readonly meetingId?: string;
  readonly passcode?: string;
}

/** Something that an app does with Communication Services. */
export interface Use {
  /** What the app does, such as `group calls by groupId`. */
  readonly does: string;
  /** How often, since the start of the emulator. A reset does not change it. */
  readonly times: number;
  /** What becomes of it on 30 September 2028, by Microsoft's guide. `not named`: ask Microsoft. */
  readonly fate: 'ends' | 'stays' | 'not named';
  /** What to do instead; `null` unless it ends. */
  readonly instead: string | null;
  /** The section of the guide. */
  readonly source: string;
}

/**
 * What a person, a participant or a phone number can do, and the parameters. People are named as everywhere: by
 * given name, display name, sign-in name or object id.
 */
export interface Acts {
  /** Calls people or phone numbers. The answer has `ended` if the call ended at once. */
  readonly ring: {
    readonly to: string | readonly string[];
    /** A phone number always has the sound of a telephone, and reads back dialled tones. Default: `echo`. */
    readonly media?: VirtualMedia;
    /** The chat thread of a group call. */
    readonly threadId?: string;
    /** The caller hangs up after this many milliseconds if nobody has answered. Default: never. */
    readonly giveUpAfterMs?: number;
    /**
     * The call queue, the auto attendant (`28:orgid:…`) or the person through whom the call comes:
     * `transferorInfo`.
     */
    readonly via?: string;
    /**
     * The person of the same tenant on whose behalf the caller calls, as `GET /emulator/calls` shows. For a person
     * of another tenant the call ends with 403/0. If the caller is an agent of Teams Phone extensibility
     * (`8:acs:…`), the resource account, `28:orgid:<object id>`.
     */
    readonly onBehalfOf?: string;
    /** The custom context that a calling application sends: `customContext`. */
    readonly context?: {
      readonly userToUser?: string;
      readonly sipHeaders?: readonly { readonly key: string; readonly value: string }[];
      readonly voipHeaders?: readonly { readonly key: string; readonly value: string }[];
    };
  };
  /**
   * Sends another name to those whom it calls or has called. The SDK has it as `callerInfo.displayName`, and
   * raises `callerInfoChanged`.
   */
  readonly callerName: { readonly name: string };
  /** Joins a meeting by number, link or chat, and may have to wait in its lobby. */
  readonly join: { readonly meeting: MeetingName; readonly media?: VirtualMedia };
  /** Accepts at a virtual agent. In tabs the incoming call ends with 487/10003. */
  readonly accept: { readonly media?: VirtualMedia };
  /** Declines everywhere. In tabs the incoming call ends with 603/0. */
  readonly decline: object;
  /** Mutes itself. A persona with a browser is muted as if by another participant. */
  readonly mute: object;
  /** Unmutes itself. */
  readonly unmute: object;
  /** Holds the call. */
  readonly hold: object;
  /** Takes the call off hold. */
  readonly resume: object;
  /** Turns the camera on or off. */
  readonly camera: { readonly on: boolean };
  /** Starts or stops sharing a screen. */
  readonly share: { readonly on: boolean };
  /** Sends no media (`silent`), or media again (`echo`), and stays in the call. */
  readonly media: { readonly media: VirtualMedia };
  /** Leaves the call, or its lobby. */
  readonly leave: object;
  /** Ends the call for everyone. */
  readonly end: object;
  /** Calls a person or a phone number into the call. */
  readonly add: { readonly who: string };
  /** Removes a participant (0/5300). */
  readonly remove: { readonly who: string };
  /** Admits those who wait in the lobby. */
  readonly admit: {
    /** Default: all of them. */
    readonly who?: string | readonly string[];
  };
  /** Rejects a participant who waits in the lobby. */
  readonly reject: { readonly who: string };
  /** Mutes other participants. */
  readonly muteOthers: {
    /** Default: all of them. */
    readonly who?: string | readonly string[];
  };
  /** Transfers a participant to a person or a phone number. */
  readonly transfer: {
    readonly who: string;
    readonly to: string;
    /** Transfers to the voicemail of `to`. */
    readonly voicemail?: true;
  };
  /** Gets another role in the meeting. */
  readonly role: { readonly role: 'Attendee' | 'Presenter' | 'Co-organizer' | 'Organizer' };
  /** Raises or lowers the hand, in group calls and meetings. */
  readonly hand: { readonly up: boolean };
  /** Starts recording, stops it (`false`) or pauses it (`"paused"`). Through the SDK, Teams users cannot. */
  readonly record: { readonly on: boolean | 'paused' };
  /** Starts or stops transcription. */
  readonly transcribe: { readonly on: boolean };
  /** Asks everyone in a group call or a meeting for consent to recordings, or no longer. */
  readonly requireConsent: { readonly on: boolean };
  /** Speaks a caption, for participants who have captions on. */
  readonly say: { readonly text: string };
  /** Starts or stops presenting slides (PowerPoint Live). */
  readonly slides: { readonly on: boolean };
  /** Is assigned to a breakout room of the meeting, or to none (`null`). */
  readonly assign: { readonly room: string | null; readonly autoMove?: boolean };
  /** Opens or closes a breakout room for those who are assigned to it. */
  readonly openRoom: { readonly room: string; readonly open: boolean };
  /** Sends any request that the page of the persona could send to a call feature. */
  readonly feature: { readonly feature: string; readonly what: unknown };
}

/** The scenarios, each a sequence of events for one person, and the parameters. */
export interface Scenarios {
  /** A call rings with sound and video, from Bob unless `from` names another caller. */
  readonly 'being-called': { readonly from?: string };
  /** A call from outside rings through the support queue. */
  readonly 'queue-call': { readonly from?: string };
  /** A call rings, and another endpoint of the user accepts it. */
  readonly 'answered-elsewhere': { readonly from?: string; readonly afterMs?: number };
  /** A call rings, and the caller gives up. */
  readonly 'caller-gives-up': { readonly from?: string; readonly afterMs?: number };
  /** A call rings, and the user who accepts it is transferred to a voicemail. */
  readonly voicemail: { readonly from?: string; readonly afterMs?: number };
  /** The present call is recorded. If there is none, a new call rings and is recorded. */
  readonly recording: { readonly from?: string; readonly afterMs?: number };
  /** The next call that this user places is declined, by any callee. The user needs no tab. */
  readonly 'declined-call': object;
  /** The next callee is busy. */
  readonly busy: object;
  /** The next call rings for five seconds, and the callee does not answer. */
  readonly 'no-answer': object;
  /** The next tokens of this user live two minutes: reload the app. */
  readonly 'token-expires': { readonly seconds?: number };
  /** Neither signalling nor media gets through for a while. */
  readonly 'dead-network': { readonly seconds?: number };
  /** The organizer admits this user after a while. For the organizer, two people wait in the lobby. */
  readonly 'meeting-with-lobby': { readonly afterMs?: number };
  /** A meeting, or the present call, fills with people, who raise hands now and then. */
  readonly crowd: { readonly count?: number };
}

/** The conditions of the emulator. A condition is a fault, or another unusual behaviour of the service. */
export interface Conditions {
  /** New tokens of Entra and ACS live this many seconds. */
  tokenLifetimeSeconds?: number | undefined;
  /** New ACS tokens live this many seconds, shorter or longer than the Teams token. */
  acsTokenLifetimeSeconds?: number | undefined;
  /**
   * The token exchange hands out tokens of another ACS resource, as a token service does that moves the user to
   * it.
   */
  otherAcsResource?: boolean | undefined;
  /** During a call, signalling refuses a renewed token of another ACS resource: the socket closes with 4401. */
  callsKeepAcsResource?: boolean | undefined;
  /**
   * The token exchange answers with this error, `times` times, or until the condition is removed. Add
   * `retryAfterSeconds` to a 429.
   */
  refuseExchange?:
    | { status: number; code: string; times?: number | undefined; retryAfterSeconds?: number | undefined }
    | undefined;
  /** The token exchange answers this many milliseconds late. */
  delayExchangeMs?: number | undefined;
  /** The token exchange answers 429 above this rate. For everyone only. */
  exchangeQuota?: { requests: number; seconds: number } | undefined;
  /** Graph answers this many milliseconds late. */
  delayGraphMs?: number | undefined;
  /** Graph answers 429, `times` times, or until the condition is removed. */
  throttleGraph?: { times?: number | undefined; retryAfterSeconds: number } | undefined;
  /**
   * Graph answers 429 to requests about presence above this rate, for one application in one tenant. By default
   * 1,500 requests in 30 s. For everyone only.
   */
  presenceLimit?: { requests: number; seconds: number } | undefined;
  /** The user's OneDrive takes no file. `full`: 507 to each upload. `refused`: 403 to every request. */
  oneDrive?: 'full' | 'refused' | undefined;
  /** The exchange finds no Teams licence: 403. */
  noLicence?: boolean | undefined;
  /** The exchange for Teams Phone extensibility finds no Teams Phone licence: 403. */
  noTeamsPhoneLicence?: boolean | undefined;
  /** An exchange that an Entra token authorises finds no role on the ACS resource: 403. */
  noRole?: boolean | undefined;
  /** Sign-in needs step-up, a second factor. */
  mfa?: boolean | undefined;
  /** The account is disabled. */
  disabled?: boolean | undefined;
  /** Users may consent to these permissions, in place of [their tenant's policy](emulator-directory.md#consent). */
  userConsent?: 'everything' | 'microsoftDefault' | 'lowImpact' | 'nothing' | undefined;
  /**
   * Teams tokens, and the scopes that Entra names beside them, lack these permissions, although the user has
   * consented to them. The exchange then answers 401.
   */
  withheldPermissions?: ('Teams.ManageCalls' | 'Teams.ManageChats')[] | undefined;
  /** The tenant has no service principal of ACS. */
  noServicePrincipal?: boolean | undefined;
  /** The redirect URIs are not registered for a single-page app (SPA). For everyone only. */
  notSpa?: boolean | undefined;
  /** The application does not allow public client flows: no token for a device code. For everyone only. */
  noPublicClient?: boolean | undefined;
  /** The ACS resource answers no CORS preflight. For everyone only. */
  noAcsCors?: boolean | undefined;
  /** Each signalling frame arrives this many milliseconds late, in both directions. */
  delaySignallingMs?: number | undefined;
  /** Signalling sockets stay open and carry nothing. The frames arrive in order once the condition is removed. */
  silentSignalling?: boolean | undefined;
  /** New signalling sockets are closed with this code, 3000 to 4999. */
  refuseSignalling?: number | undefined;
  /**
   * `lost`: no packet gets through, in present calls as well (there the drop-in SDK stops sending and reports the
   * loss). `refused`: no offer and no answer gets through, so that calls that are being set up end with
   * 410/301004 after 30 s.
   */
  media?: 'refused' | 'lost' | undefined;
  /**
   * What the user's network does to media packets, in both directions or only in `to` and `from`; see _The
   * network laboratory_.
   */
  network?:
    | {
        /** A ready network. Other fields beside it replace its own. */
        preset?: 'train' | 'hotel' | 'brokenSwitch' | undefined;
        /** The share of packets that get lost, each by chance. */
        lossPercent?: number | undefined;
        /** How much later each packet arrives. */
        delayMs?: number | undefined;
        /** A further delay, different for each packet: any time up to this. Packets keep their order. */
        jitterMs?: number | undefined;
        /**
         * The bandwidth, in thousand bits a second with the headers of IP and UDP. Packets wait up to 0.25 s for it;
         * further packets get lost.
         */
        kbps?: number | undefined;
        /** The share of packets that arrive 10 to 40 ms late, behind packets that were sent later. */
        reorderPercent?: number | undefined;
        /** `true`: no packet gets through. */
        outage?: boolean | undefined;
        /** No packet gets through in the last `forSeconds` of each period of `everySeconds`. */
        outages?: { everySeconds: number; forSeconds: number } | undefined;
        /** Only for packets that the person sends. */
        from?:
          | {
              /** The share of packets that get lost, each by chance. */
              lossPercent?: number | undefined;
              /** How much later each packet arrives. */
              delayMs?: number | undefined;
              /** A further delay, different for each packet: any time up to this. Packets keep their order. */
              jitterMs?: number | undefined;
              /**
               * The bandwidth, in thousand bits a second with the headers of IP and UDP. Packets wait up to 0.25 s for it;
               * further packets get lost.
               */
              kbps?: number | undefined;
              /** The share of packets that arrive 10 to 40 ms late, behind packets that were sent later. */
              reorderPercent?: number | undefined;
              /** `true`: no packet gets through. */
              outage?: boolean | undefined;
              /** No packet gets through in the last `forSeconds` of each period of `everySeconds`. */
              outages?: { everySeconds: number; forSeconds: number } | undefined;
            }
          | undefined;
        /** Only for packets that the person gets. */
        to?:
          | {
              /** The share of packets that get lost, each by chance. */
              lossPercent?: number | undefined;
              /** How much later each packet arrives. */
              delayMs?: number | undefined;
              /** A further delay, different for each packet: any time up to this. Packets keep their order. */
              jitterMs?: number | undefined;
              /**
               * The bandwidth, in thousand bits a second with the headers of IP and UDP. Packets wait up to 0.25 s for it;
               * further packets get lost.
               */
              kbps?: number | undefined;
              /** The share of packets that arrive 10 to 40 ms late, behind packets that were sent later. */
              reorderPercent?: number | undefined;
              /** `true`: no packet gets through. */
              outage?: boolean | undefined;
              /** No packet gets through in the last `forSeconds` of each period of `everySeconds`. */
              outages?: { everySeconds: number; forSeconds: number } | undefined;
            }
          | undefined;
      }
    | undefined;
  /**
   * The calls of the user end with this code, `times` times, or until the condition is removed. Each call rings
   * for `afterMs` before, by default 0.
   */
  refuseCalls?:
    { code: number; subCode: number; afterMs?: number | undefined; times?: number | undefined } | undefined;
  /**
   * These steps take this many milliseconds: one number, or minimum and maximum; see _As strict as the service_.
   * `agentMs` and `deviceManagerMs` can be set for everyone only.
   */
  timing?:
    | {
        /** The time until `createTeamsCallAgent` resolves. */
        agentMs?: number | [number, number] | undefined;
        /** The time from `startCall` until the call rings, and from `accept` or `join` until the call is connected. */
        callSetupMs?: number | [number, number] | undefined;
        /** The time until the first `getDeviceManager` of a `CallClient` resolves. */
        deviceManagerMs?: number | [number, number] | undefined;
      }
    | undefined;
  /** A user whose page closes without a hang-up stays in the calls this many milliseconds. */
  closedPageStays?: { forMs: number } | undefined;
  /** These user-facing diagnostics have these values in all calls of the user, whatever is measured. */
  diagnostics?:
    | {
        networkReconnect?: 'Good' | 'Poor' | 'Bad' | undefined;
        networkReceiveQuality?: 'Good' | 'Poor' | 'Bad' | undefined;
        networkSendQuality?: 'Good' | 'Poor' | 'Bad' | undefined;
        noNetwork?: boolean | undefined;
        networkRelaysNotReachable?: boolean | undefined;
        cameraFreeze?: boolean | undefined;
        cameraPermissionDenied?: boolean | undefined;
        cameraStartFailed?: boolean | undefined;
        cameraStartTimedOut?: boolean | undefined;
        cameraStoppedUnexpectedly?: boolean | undefined;
        capturerStartFailed?: boolean | undefined;
        capturerStoppedUnexpectedly?: boolean | undefined;
        microphoneMuteUnexpectedly?: boolean | undefined;
        microphoneNotFunctioning?: boolean | undefined;
        microphoneNotMuteButSilent?: boolean | undefined;
        microphonePermissionDenied?: boolean | undefined;
        noMicrophoneDevicesEnumerated?: boolean | undefined;
        noSpeakerDevicesEnumerated?: boolean | undefined;
        screenshareRecordingDisabled?: boolean | undefined;
        speakingWhileMicrophoneIsMuted?: boolean | undefined;
      }
    | undefined;
  /**
   * The camera stands still or is black, in present calls as well; or it is not listed, or its permission is
   * taken away, so that present videos end.
   */
  camera?: 'frozen' | 'black' | 'unplugged' | 'denied' | undefined;
  /**
   * The microphone delivers silence, in present calls as well; or it is not listed, or its permission is taken
   * away.
   */
  microphone?: 'silent' | 'unplugged' | 'denied' | undefined;
  /** Events of the SDK come `late`, `twice`, or both. */
  eventDelivery?: 'late' | 'twice' | 'both' | undefined;
  /** `VideoStreamRenderer.createView` rejects with this code. */
  rendererFails?: { code: number; subCode: number } | undefined;
  /** `call.hold()` rejects with 500/41033, and changes nothing. */
  holdFails?: boolean | undefined;
  /** `call.resume()` rejects with 500/41034, and changes nothing. */
  resumeFails?: boolean | undefined;
  /** A policy takes these capabilities away, in present calls as well. The names are those of the SDK. */
  withheldCapabilities?: string[] | undefined;
  /** `addParticipant` reaches only members of the call's chat: other people leave the roster with 403/0. */
  chatMembersOnly?: boolean | undefined;
  /**
   * `mute()` and `unmute()` of a call above this rate reject with 429/0, while `isMuted` changes nevertheless;
   * see _As strict as the service_.
   */
  muteLimit?: { changes: number; seconds: number } | undefined;
  /** `isMuted` and the sound change this many milliseconds after `mute()` or `unmute()` has resolved. */
  lateMuteMs?: number | undefined;
  /**
   * `mute`, `unmute`, `muteIncomingAudio` and `unmuteIncomingAudio` reject with 400/0 until the call is
   * connected.
   */
  muteFailsBeforeConnected?: boolean | undefined;
  /**
   * `call.hold()` rejects with 500/41033 in the state `RemoteHold`, in which only the other participant holds the
   * call.
   */
  holdFailsInRemoteHold?: boolean | undefined;
  /** An incoming call has another `id` than the call that `accept()` returns. */
  otherIncomingId?: boolean | undefined;
  /**
   * `callEndReason` of a call or incoming call is undefined when the event of its end comes. `late` sets it half
   * a second later, `missing` never.
   */
  callEndReason?: 'late' | 'missing' | undefined;
  /** `startCaptions` rejects with 403/0 in calls with a phone number. */
  noPhoneCaptions?: boolean | undefined;
  /**
   * Captions have the kind `Captions`, which cannot be translated, instead of `TeamsCaptions`. In a running call
   * `CaptionsKindChanged` announces the change, and captions must be started again.
   */
  plainCaptions?: boolean | undefined;
  /** A call to a phone number has the state `EarlyMedia` instead of `Ringing`, and a ringback tone is heard. */
  earlyMedia?: boolean | undefined;
  /**
   * The former call of a user who was transferred ends this many milliseconds after the new call was connected,
   * and with this code. By default it ends at once with 0/0.
   */
  transferredCallEnds?: { afterMs: number; code: number; subCode: number } | undefined;
  /**
   * Which chat Graph creates for a call between the user and telephones. `userAlone`: no chat with the member
   * `00000000-0000-0000-0000-000000000000`. `withNobody`: no chat with the user alone. By default, it creates
   * both.
   */
  telephoneChats?: 'userAlone' | 'withNobody' | undefined;
}

/** What a telephone or a voice application does when it is called. */
export type PhoneBehaviour = 'answer' | 'busy' | 'decline' | 'noAnswer';

/**
 * The content of a directory file. Its lists may be left out, but a directory that does not extend another
 * needs a tenant.
 */
export interface DirectoryFile {
  /** The JSON schema, for your editor. */
  $schema?: string | undefined;
  /**
   * `default` keeps everything of the default directory that the file does not replace. Without it, the file is
   * the whole directory.
   */
  extends?: 'default' | undefined;
  /** The tenants. The first one owns the ACS resource. */
  tenants?:
    | {
        /** The domain of the UPNs. It also names the tenant in addresses of the sign-in. */
        domain: string;
        /** The name that pages and errors show. */
        name: string;
        /** The tenant id. By default, an id derived from the domain. */
        id?: string | undefined;
        /** Which permissions people may consent to without an administrator: see [Consent](#consent). */
        userConsent?: 'everything' | 'microsoftDefault' | 'lowImpact' | 'nothing' | undefined;
      }[]
    | undefined;
  /** The applications that are registered in Entra. */
  applications?:
    | {
        /** The client id, as your app sends it. */
        clientId: string;
        /** The name that the sign-in page and the consent page show. */
        displayName: string;
        /** The domain or id of the tenant that has registered the application. By default, the first. */
        tenant?: string | undefined;
        /** Who can sign in: the people of `tenant`, or of every tenant. */
        accounts?: 'single tenant' | 'multi-tenant' | undefined;
        /** The addresses to which a sign-in may return. `{PORT}` stands for the port of the app. */
        redirectUris: string[];
        /**
         * Whether Microsoft has verified the publisher. People of other tenants need an administrator for an unverified
         * multi-tenant application.
         */
        publisherVerified?: boolean | undefined;
        /** The scopes to which an administrator of each tenant has already consented, such as `User.Read`. */
        adminConsents?: string[] | undefined;
      }[]
    | undefined;
  /** The people. Each of them can sign in, without a password. */
  people?:
    | {
        /** The sign-in name. */
        upn: string;
        /** The name that others see. */
        displayName: string;
        /** The object id, which is the Teams user id. By default, derived from the UPN. */
        id?: string | undefined;
        /** The domain or id of the tenant. By default, the tenant whose domain the UPN has. */
        tenant?: string | undefined;
        /** Whether the person has a Teams licence. Without a licence, there is no ACS token. */
        teamsLicence?: boolean | undefined;
        /** Whether the person has a Teams Phone licence, which agents need beside the Teams licence. */
        teamsPhoneLicence?: boolean | undefined;
        /** Whether the person may consent for the whole tenant. */
        administrator?: boolean | undefined;
        /**
         * Whether the person is a guest of the tenant. Entra writes the UPN of a guest as
         * `gina_partner.example#EXT#@fabrikam.example`.
         */
        guest?: boolean | undefined;
        /** Whether the person has a photo. */
        photo?: boolean | undefined;
        /** The job title. */
        jobTitle?: string | undefined;
        /** The department. */
        department?: string | undefined;
        /** The office. */
        officeLocation?: string | undefined;
        /** The company. */
        companyName?: string | undefined;
        /** The business telephone numbers, in any form. */
        businessPhones?: string[] | undefined;
        /** The mobile number, in any form. */
        mobilePhone?: string | undefined;
        /** The UPN or id of the manager. */
        manager?: string | undefined;
      }[]
    | undefined;
  /** The people whom the emulator plays. They cannot sign in. */
  bots?:
    | {
        /** The sign-in name. */
        upn: string;
        /** The name that others see. */
        displayName: string;
        /** The object id, which is the Teams user id. By default, derived from the UPN. */
        id?: string | undefined;
        /** The domain or id of the tenant. By default, the tenant whose domain the UPN has. */
        tenant?: string | undefined;
        /** What the bot does, in a few words. */
        jobTitle?: string | undefined;
        /**
         * `echo` answers at once, and sends video and a tone. `busy` ends the call with 486, `decline` with 603 after a
         * second. `noAnswer` lets it ring.
         */
        whenCalled: 'echo' | 'busy' | 'decline' | 'noAnswer';
      }[]
    | undefined;
  /** The telephones that the emulator plays. A call to any other number ends with 404. */
  phones?:
    | {
        /** The number in international form. */
        number: string;
        /** `answer` reads back dialled tones. `busy` ends the call with 486/560486, `decline` with 603. */
        whenCalled?: PhoneBehaviour | undefined;
        /** What the page of controls shows beside the number. */
        note?: string | undefined;
      }[]
    | undefined;
  /** The call queues and auto attendants. */
  voiceApplications?:
    | {
        /** The name. */
        displayName: string;
        /** The kind of Teams voice application. */
        kind: 'call queue' | 'auto attendant';
        /** The object id of the resource account. By default, derived from the name. Calls go to `28:orgid:<id>`. */
        id?: string | undefined;
        /** As for phones. */
        whenCalled?: PhoneBehaviour | undefined;
      }[]
    | undefined;
  /**
   * The resource accounts of [Teams Phone extensibility](#teams-phone-extensibility): each has a service number,
   * and is linked to the ACS resource.
   */
  resourceAccounts?:
    | {
        /** The name. */
        displayName: string;
        /** The service number in international form. No telephone and no other account has it. */
        number: string;
        /** The object id. By default, derived from the name. Agents call for the account `28:orgid:<id>`. */
        id?: string | undefined;
        /** The domain or id of the tenant whose account it is. By default, the first. */
        tenant?: string | undefined;
      }[]
    | undefined;
  /** The telephone numbers of the ACS resource. An ACS user names one as `alternateCallerId` to call a telephone. */
  acsNumbers?:
    | {
        /** The number in international form. No telephone and no account has it. */
        number: string;
      }[]
    | undefined;
  /** Who may use the ACS resource for Teams Phone extensibility when the emulator starts. */
  assignments?:
    | {
        /** Who may use the ACS resource: the UPN or id of a person, or the name or id of a resource account. */
        principal: string;
        /**
         * The client ids of the applications with which the person may be an agent. A person needs at least one, a
         * resource account none.
         */
        clientIds?: string[] | undefined;
      }[]
    | undefined;
  /** The Teams meetings. */
  meetings?:
    | {
        /** The subject. */
        subject: string;
        /** The UPN or id of the organizer, who never waits in the lobby. */
        organizer: string;
        /** The UPNs or ids of the co-organizers, who never wait in the lobby. */
        coOrganizers?: string[] | undefined;
        /** The number that people type to join, without spaces. */
        meetingId?: string | undefined;
        /** The passcode that belongs to `meetingId`. */
        passcode?: string | undefined;
        /** The id of the thread. By default, derived from the number or the subject. */
        threadId?: string | undefined;
        /** Who waits in the lobby. */
        lobby?: 'nobody' | 'everyone' | undefined;
        /** The role of everyone else. */
        defaultRole?: 'Presenter' | 'Attendee' | undefined;
      }[]
    | undefined;
  /** The events in the calendars. */
  calendarEvents?:
    | {
        /** The subject. */
        subject: string;
        /** The UPN or id of the organizer. The event is in their calendar. */
        organizer: string;
        /** The UPNs or ids of the attendees. The event is in their calendars, too. */
        attendees?: string[] | undefined;
        /** When the event begins: minutes from the half hour in which the emulator started. The event recurs each day. */
        startMinutes: number;
        /** How many minutes the event lasts. */
        durationMinutes: number;
        /** Whether the event lasts the whole of each day. `startMinutes` and `durationMinutes` then mean nothing. */
        isAllDay?: boolean | undefined;
        /**
         * The online meeting: a `meetingId` of `meetings`, or any thread id. By default, the event has no online
         * meeting.
         */
        meeting?: string | undefined;
        /** The place. */
        location?: string | undefined;
        /** The event id. By default, derived from the subject. */
        id?: string | undefined;
      }[]
    | undefined;
  /** The Outlook contacts. */
  contacts?:
    | {
        /** The name. */
        displayName: string;
        /** The company. */
        companyName?: string | undefined;
        /** The job title. */
        jobTitle?: string | undefined;
        /** The business numbers, in any form. */
        businessPhones?: string[] | undefined;
        /** The private numbers, in any form. */
        homePhones?: string[] | undefined;
        /** The mobile number, in any form. */
        mobilePhone?: string | undefined;
        /** The e-mail address. */
        email?: string | undefined;
        /** The UPN or id of the person who has this contact. By default, every person has it. */
        owner?: string | undefined;
        /** The contact id. By default, derived from the name. */
        id?: string | undefined;
      }[]
    | undefined;
}
