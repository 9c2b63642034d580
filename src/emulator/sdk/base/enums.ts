import type * as Real from '@azure/communication-calling';

/** The SDK's six enums with their values at run time. TypeScript does not accept a plain object as an enum, hence the cast. */
export const {
  CallAgentKind,
  CallKind,
  IncomingCallKind,
  DevicePermissionAccess,
  DiagnosticQuality,
  RecordingState,
} = {
  CallAgentKind: { CallAgent: 'CallAgent', TeamsCallAgent: 'TeamsCallAgent' },
  CallKind: { Call: 'Call', TeamsCall: 'TeamsCall' },
  IncomingCallKind: { IncomingCall: 'IncomingCall', TeamsIncomingCall: 'TeamsIncomingCall' },
  DevicePermissionAccess: { Granted: 'granted', Denied: 'denied', Prompt: 'prompt' },
  // At run time, a numeric enum also maps its numbers to their names.
  DiagnosticQuality: { Good: 1, Poor: 2, Bad: 3, 1: 'Good', 2: 'Poor', 3: 'Bad' },
  RecordingState: {
    None: 0,
    Started: 1,
    Paused: 2,
    Ended: 3,
    0: 'None',
    1: 'Started',
    2: 'Paused',
    3: 'Ended',
  },
} as unknown as typeof Real;
