/** The one button that helps. Its label and what it does are looked up where the problem is shown. */
export type Remedy =
  'retry' | 'signIn' | 'grantConsent' | 'deviceHelp' | 'checkConfiguration' | 'callAgain' | 'none';

/**
 * Every problem the app can show, with its remedy. Its words are `problems.<code>` in the locale files;
 * a code without words does not compile.
 */
export const catalogue = {
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
  'consent-needed': 'grantConsent',
  'consent-by-admin-needed': 'checkConfiguration',
  'wrong-tenant': 'signIn',
  'account-not-allowed': 'signIn',
  'acs-not-in-tenant': 'checkConfiguration',
  'app-misregistered': 'checkConfiguration',
  // token service
  'service-unreachable': 'retry',
  'service-busy': 'retry',
  'service-failed': 'retry',
  'service-misconfigured': 'retry',
  'service-answer-invalid': 'retry',
  'service-request-refused': 'checkConfiguration',
  'caller-rejected': 'signIn',
  'not-allowed': 'none',
  'licence-missing': 'none',
  // the ACS resource, asked by the app itself
  'acs-unreachable': 'retry',
  'acs-busy': 'retry',
  'acs-failed': 'retry',
  'acs-cors-refused': 'checkConfiguration',
  'acs-role-missing': 'checkConfiguration',
  'acs-request-refused': 'checkConfiguration',
  // calling
  'sdk-not-loaded': 'retry',
  'agent-unreachable': 'retry',
  'agent-refused': 'retry',
  'no-such-person': 'none',
  'no-group-chat': 'callAgain',
  'camera-refused': 'deviceHelp',
  'camera-missing': 'deviceHelp',
  'camera-busy': 'deviceHelp',
  'microphone-refused': 'deviceHelp',
  'microphone-needed': 'deviceHelp',
  'microphone-missing': 'deviceHelp',
  'device-not-changed': 'deviceHelp',
  'call-not-started': 'callAgain',
  'call-not-answered': 'none',
  'call-not-held': 'none',
  'call-command-failed': 'none',
  'call-missed': 'none',
  'picture-not-shown': 'retry',
  // parts of the app's own screens
  'part-not-loaded': 'retry',
  'part-failed': 'retry',
  unexpected: 'retry',
} as const satisfies Record<string, Remedy>;

export type ProblemCode = keyof typeof catalogue;

/** What is told like a problem, and is none: nothing failed, so no code helps anybody. */
export const news: ReadonlySet<ProblemCode> = new Set(['call-missed']);
