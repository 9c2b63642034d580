/** What a problem's button offers. The component that shows the problem carries it out, and may choose another label. */
export type Remedy =
  | 'retry'
  | 'signIn'
  | 'grantConsent'
  | 'allow'
  | 'askAdministrator'
  | 'deviceHelp'
  | 'checkConfiguration'
  | 'callAgain'
  | 'callBack'
  | 'none';

/** Every problem that the app can show, with its remedy. Its words are `problems.<code>` in the locale files. */
export const catalogue = {
  // the browser
  'browser-unsupported': 'none',
  'page-not-secure': 'none',
  // configuration
  'config-unreadable': 'retry',
  'config-invalid': 'checkConfiguration',
  // sign-in
  'sign-in-cancelled': 'signIn',
  'sign-in-failed': 'signIn',
  'sign-in-needed': 'signIn',
  'sign-in-unreachable': 'retry',
  'sign-in-ends-soon': 'signIn',
  'other-account': 'signIn',
  'signed-out-elsewhere': 'none',
  'popup-blocked': 'signIn',
  'storage-blocked': 'retry',
  'storage-full': 'retry',
  'consent-needed': 'grantConsent',
  'consent-refused': 'signIn',
  // Once an administrator has approved the app, the user signs in again.
  'consent-by-admin-needed': 'signIn',
  'wrong-tenant': 'signIn',
  'account-not-allowed': 'signIn',
  'acs-not-in-tenant': 'checkConfiguration',
  'app-misregistered': 'checkConfiguration',
  // token service
  'service-unreachable': 'retry',
  'service-busy': 'retry',
  'service-failed': 'retry',
  // Only the operator of the service can mend this. The app tries again until then.
  'service-misconfigured': 'retry',
  'service-answer-invalid': 'retry',
  'resource-moved': 'none',
  'service-request-refused': 'checkConfiguration',
  'caller-rejected': 'signIn',
  'not-allowed': 'none',
  'licence-missing': 'none',
  'permission-missing': 'grantConsent',
  // the ACS resource, when the app exchanges the token directly
  'acs-unreachable': 'retry',
  'acs-busy': 'retry',
  'acs-failed': 'retry',
  'acs-cors-refused': 'checkConfiguration',
  'acs-role-missing': 'checkConfiguration',
  'acs-request-refused': 'checkConfiguration',
  // the ACS resource, with Teams Phone extensibility
  'acs-sign-in-refused': 'signIn',
  'acs-page-refused': 'checkConfiguration',
  'acs-endpoint-wrong': 'checkConfiguration',
  'assignment-missing': 'checkConfiguration',
  'assignment-other-app': 'checkConfiguration',
  'phone-licence-missing': 'none',
  // calling
  'sdk-not-loaded': 'retry',
  'agent-unreachable': 'retry',
  'agent-refused': 'retry',
  'no-such-person': 'none',
  'no-group-chat': 'callAgain',
  'group-call-consent-needed': 'allow',
  'group-call-not-allowed': 'askAdministrator',
  'camera-refused': 'deviceHelp',
  'camera-missing': 'deviceHelp',
  'camera-busy': 'deviceHelp',
  // `microphone-needed` and `microphone-needed-busy`: without a microphone (refused or busy), the app has placed no call.
  'microphone-refused': 'deviceHelp',
  'microphone-needed': 'deviceHelp',
  'microphone-missing': 'deviceHelp',
  'microphone-busy': 'deviceHelp',
  'microphone-needed-busy': 'deviceHelp',
  'device-not-changed': 'deviceHelp',
  'devices-not-listed': 'retry',
  // The buttons and lights of a headset, whose sound may work all the same.
  'headset-not-answering': 'retry',
  'headset-unplugged': 'none',
  'call-not-started': 'callAgain',
  'another-call-starting': 'callAgain',
  // The app could not accept an incoming call.
  'call-not-answered': 'none',
  // The service has not ended a call that the user has hung up. The app has muted it both ways, and tries again.
  'call-not-ended': 'retry',
  'call-not-held': 'none',
  // The app has put this call on hold, because the user is in a call in another tab.
  'held-for-other-tab': 'none',
  // The call in another tab could not be put on hold, so no call has begun or resumed here.
  'other-tab-not-held': 'none',
  // The other person holds the call already, so the user cannot hold it, too.
  'call-held-by-other': 'none',
  'call-command-failed': 'none',
  'person-not-added': 'none',
  // In an agent's call, there is no chat to which a person must belong.
  'agent-not-added': 'none',
  'number-not-added': 'none',
  'not-in-this-call': 'none',
  'no-phone-captions': 'none',
  'call-missed': 'callBack',
  // An incoming call has ended, and the SDK does not say why.
  'call-not-answered-here': 'callBack',
  'screen-not-shared': 'none',
  'screen-not-allowed': 'none',
  'picture-not-shown': 'retry',
  // what the browser stores
  'data-not-read': 'none',
  'data-not-stored': 'none',
  // meetings and messages
  'calendar-not-read': 'retry',
  'no-new-meeting': 'retry',
  'messages-not-read': 'retry',
  'message-not-sent': 'retry',
  'presence-not-set': 'retry',
  // parts of the screen
  'part-not-loaded': 'retry',
  'part-failed': 'retry',
  unexpected: 'retry',
} as const satisfies Record<string, Remedy>;

export type ProblemCode = keyof typeof catalogue;

/** Codes that report no failure. The app shows these problems without their codes. */
export const informationalCodes: ReadonlySet<ProblemCode> = new Set([
  'call-missed',
  'call-not-answered-here',
  'held-for-other-tab',
  'headset-unplugged',
]);
