import type en from '../locales/en.json';

/** Why the phone does not offer something. The text for the user is `refused.<reason>` in the locale files. */
export type Refusal = keyof (typeof en)['refused'];

/** Whom the user can reach: `null` if the user can, otherwise the reason why not. */
export interface Reach {
  /** Teams colleagues. */
  readonly people: Refusal | null;
  /** Call queues and auto attendants. */
  readonly voiceApps: Refusal | null;
  readonly meetings: Refusal | null;
  /** Several people or phone numbers in a call that begins now. */
  readonly groups: Refusal | null;
}

/**
 * What the phone offers. It follows from the kind of the token source in `config.json`, and from nothing else: the components read
 * these facts, and do not ask for the kind.
 */
export interface Capabilities {
  /** Whom the user can call. */
  readonly call: Reach;
  /** Whom the user can add to a call, and to whom the user can transfer one. */
  readonly invite: Reach;
  /** The capability of the SDK by which the app knows whether the user may add somebody to a call. */
  readonly invitesBy: 'addTeamsUser' | 'addPhoneNumber';
  /** Whether the views and messages about Teams meetings are shown. */
  readonly meetings: boolean;
  /** Whether *Call* and *Accept* have a second button, which turns the camera on. */
  readonly videoCalls: boolean;
  readonly captions: boolean;
  readonly chat: boolean;
  /** Whether a call with several others has a chat in Teams, which the app must create. */
  readonly groupChats: boolean;
  /** Whether a call with several others can be held. */
  readonly groupHold: boolean;
  /** Whether the keypad works in a call with several others. */
  readonly groupKeypad: boolean;
  /** Whether the user can mute a telephone that takes part in the call. */
  readonly muteTelephones: boolean;
  /** Whether the user can end a call with several others for all of them. */
  readonly endForAll: boolean;
  /** Whether the user can mute, hold and transfer an emergency call, and add people to it. */
  readonly emergencyControls: boolean;
  /** Whether the user can transfer a call to a colleague's voicemail. */
  readonly voicemail: boolean;
  /** Whether the user can call and answer on behalf of colleagues (Teams' shared lines). */
  readonly delegation: boolean;
  /** Whether Microsoft has named this way of calling among those that stay after 30 September 2028. */
  readonly staysAfter2028: boolean;
}

const everyone: Reach = { people: null, voiceApps: null, meetings: null, groups: null };

/** The user calls as the Teams user whom colleagues know. */
export const teamsUser: Capabilities = {
  call: everyone,
  invite: everyone,
  invitesBy: 'addTeamsUser',
  meetings: true,
  videoCalls: true,
  captions: true,
  chat: true,
  groupChats: true,
  groupHold: true,
  groupKeypad: true,
  muteTelephones: true,
  endForAll: false,
  emergencyControls: true,
  voicemail: true,
  delegation: true,
  staysAfter2028: false,
};

/**
 * The user is an agent, who calls telephones for a company and answers calls to its numbers (Teams Phone extensibility).
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-capabilities
 */
export const agent: Capabilities = {
  call: {
    people: 'callColleague',
    voiceApps: 'callVoiceApp',
    meetings: 'joinMeeting',
    groups: 'callGroup',
  },
  invite: { people: null, voiceApps: 'inviteVoiceApp', meetings: 'joinMeeting', groups: null },
  invitesBy: 'addPhoneNumber',
  meetings: false,
  videoCalls: false,
  captions: false,
  chat: false,
  groupChats: false,
  groupHold: false,
  groupKeypad: false,
  muteTelephones: false,
  endForAll: true,
  emergencyControls: false,
  voicemail: false,
  delegation: false,
  staysAfter2028: true,
};

/** The capabilities by the kind of the token source in `config.json`. */
export const capabilitiesBySource = {
  service: teamsUser,
  resource: teamsUser,
  teamsExtension: agent,
} as const satisfies Record<string, Capabilities>;
