/**
 * The states of the app that `lookAt` checks. Each names the screens, views, panels and dialogs that it shows, as paths from
 * `src/web` without the ending. The tests beside this file reach the states. `tests/architecture/states.test.ts` fails when a
 * component is in no state, or when no test reaches a state.
 */
const shownBy = {
  // Before calls are possible.
  'browser-unsupported': ['screens/ProblemScreen'],
  'signed-out': ['screens/SignInScreen'],
  'emulator-sign-in': [],
  'emulator-consent': [],
  'signed-out-cancelled': ['screens/SignInScreen', 'consent/PermissionPanel'],
  'emulator-admin-needed': [],
  'not-connected': ['screens/ProblemScreen'],
  'set-up-check': [],
  'config-faults': ['screens/ConfigFaultsScreen'],
  'config-missing': ['screens/ProblemScreen'],
  connecting: ['screens/WaitScreen'],
  account: [],
  'token-inspector': [],
  'emulator-controls': [],

  // No call.
  'people-consent': [],
  'people-consent-denied': [],
  permissions: ['consent/PermissionsDialog', 'ui/ModalDialog'],
  'ready-empty': ['screens/HomeView', 'screens/PhoneScreen'],
  ready: [],
  'favourites-search': [],
  'typing-people': [],
  'typing-one': [],
  'person-card': [],
  'typing-nobody': [],
  'typing-invalid': [],
  'typing-meeting-id': [],
  'typing-not-allowed': [],
  'several-chosen': [],
  notice: [],
  'do-not-disturb': [],
  'another-tab': [],
  'camera-check': [],
  'camera-check-refused': [],
  'settings-devices': ['areas/settings/SettingsDialog'],
  'settings-devices-checked': [],
  'settings-appearance': [],
  'settings-shortcuts': [],
  'settings-notes': [],
  'settings-delegation': [],
  'settings-privacy': [],
  'settings-about': [],
  'people-view': ['areas/people/PeopleView'],
  'own-presence': ['areas/own-presence/PresenceConsentDialog'],
  'meetings-consent': ['areas/meetings/MeetingsView'],
  'meetings-refused': [],
  'meetings-failed': [],
  meetings: [],
  'home-today': [],
  'sign-in-ends-soon': [],
  'sign-in-needed': [],
  'microphone-needed': [],

  // Incoming calls.
  incoming: [],
  'incoming-two': [],
  'incoming-over-a-dialog': [],
  answering: [],
  missed: [],

  // A call.
  calling: ['screens/CallScreen'],
  ringing: [],
  'in-call': ['features/tiles/VideoView'],
  'in-call-no-picture': [],
  'on-hold-by-me': [],
  'on-hold-by-both': [],
  'on-hold-by-the-other': [],
  'call-waiting': [],
  'two-calls': [],
  'more-menu': [],
  'people-panel': ['features/people/PeoplePanel', 'ui/Panel'],
  'transfer-panel': ['features/transfer/TransferPanel'],
  'add-people-panel': ['features/add-people/AddPeoplePanel'],
  'keypad-panel': ['features/keypad/KeypadPanel'],
  'note-panel': ['features/note/NotePanel'],
  'real-time-text-panel': ['features/real-time-text/RealTimeTextPanel'],
  'call-quality-panel': ['features/quality/QualityPanel'],
  'call-quality-figures': [],
  'captions-panel': ['features/captions/CaptionsPanel'],
  'captions-recorded': [],
  'screen-seen': [],
  'screen-shared': [],
  reconnecting: [],
  'camera-refused': [],
  'camera-help': [],
  'chat-consent': ['features/chat/ChatPanel'],
  chat: [],
  'dial-in-panel': ['features/dial-in/DialInPanel'],
  'transfer-people': [],
  consultation: [],
  'failed-transfer': [],

  // After a call.
  ended: [],
  'ended-declined': [],
  'ended-busy': [],
  'ended-no-answer': [],
  'ended-unreachable': [],
  'ended-network': [],
  'ended-other': [],

  // Group calls and meetings.
  'group-of-three': [],
  'group-of-four': [],
  speaker: [],
  reactions: [],
  'group-with-screen': [],
  'in-the-lobby': [],
  lobby: [],
  'alone-in-a-meeting': [],
  'crowd-people': [],
  crowd: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type StateName = keyof typeof shownBy;

export const states: Readonly<Record<StateName, readonly string[]>> = shownBy;

/** Pages that are not part of the app, and so have no choice of language. */
export const foreignStates: readonly StateName[] = [
  'emulator-sign-in',
  'emulator-consent',
  'emulator-admin-needed',
  'emulator-controls',
];

/** Screens that only a defect of the app shows, and where else they are tested. No state can reach them. */
export const untestedScreens: readonly string[] = ['screens/FailedCallScreen'];
