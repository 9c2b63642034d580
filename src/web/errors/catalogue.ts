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
  'popup-blocked': 'signIn',
  'storage-blocked': 'retry',
  'consent-needed': 'grantConsent',
  'consent-by-admin-needed': 'none',
  'wrong-tenant': 'signIn',
  'account-not-allowed': 'signIn',
  'acs-not-in-tenant': 'none',
  'app-misregistered': 'checkConfiguration',
  // token service
  'service-unreachable': 'retry',
  'service-busy': 'retry',
  'service-failed': 'retry',
  'service-answer-invalid': 'checkConfiguration',
  'caller-rejected': 'signIn',
  'not-allowed': 'none',
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
  'camera-refused': 'deviceHelp',
  'camera-missing': 'deviceHelp',
  'camera-busy': 'deviceHelp',
  'microphone-refused': 'deviceHelp',
  'call-not-started': 'callAgain',
  'call-not-answered': 'none',
  'call-command-failed': 'none',
  'call-missed': 'none',
  unexpected: 'retry',
} as const satisfies Record<string, Remedy>;

export type ProblemCode = keyof typeof catalogue;
