/**
 * The screens, views, panels and dialogs, as paths from `src/web` without the ending, each with a state of the app that shows it.
 * `lookAt` in the tests beside this file checks the state. `tests/architecture/states.test.ts` fails when a component is missing
 * here, or when no test looks at its state.
 */
export const stateOf: Readonly<Record<string, string>> = {
  'screens/ProblemScreen': 'not-connected',
  'screens/SignInScreen': 'signed-out',
  'consent/PermissionPanel': 'signed-out-cancelled',
  'screens/ConfigFaultsScreen': 'config-faults',
  'screens/WaitScreen': 'connecting',
  'consent/PermissionsDialog': 'permissions',
  'ui/ModalDialog': 'permissions',
  'screens/PhoneScreen': 'ready-empty',
  'areas/settings/SettingsView': 'settings-devices',
  'areas/people/PeopleView': 'people-view',
  'areas/meetings/MeetingsView': 'meetings',
  'screens/CallScreen': 'calling',
  'features/tiles/VideoView': 'in-call',
  'features/people/PeoplePanel': 'people-panel',
  'ui/Panel': 'people-panel',
  'features/transfer/TransferPanel': 'transfer-panel',
  'features/add-people/AddPeoplePanel': 'add-people-panel',
  'features/keypad/KeypadPanel': 'keypad-panel',
  'features/note/NotePanel': 'note-panel',
  'features/real-time-text/RealTimeTextPanel': 'real-time-text-panel',
  'features/quality/QualityPanel': 'call-quality-panel',
  'features/captions/CaptionsPanel': 'captions-panel',
  'features/chat/ChatPanel': 'chat',
  'features/dial-in/DialInPanel': 'dial-in-panel',
};

/** Screens that only a defect of the app shows. No state can reach them. */
export const untestedScreens: readonly string[] = ['screens/FailedCallScreen'];
