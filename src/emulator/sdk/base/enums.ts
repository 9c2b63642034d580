import type * as Real from '@azure/communication-calling';

/**
 * The six enums of `@azure/communication-calling`, with the values that they have at run time. TypeScript accepts no
 * plain object in place of an enum, so each needs a cast.
 */

export const CallAgentKind = {
  CallAgent: 'CallAgent',
  TeamsCallAgent: 'TeamsCallAgent',
} as unknown as typeof Real.CallAgentKind;
export const CallKind = { Call: 'Call', TeamsCall: 'TeamsCall' } as unknown as typeof Real.CallKind;
export const IncomingCallKind = {
  IncomingCall: 'IncomingCall',
  TeamsIncomingCall: 'TeamsIncomingCall',
} as unknown as typeof Real.IncomingCallKind;
export const DevicePermissionAccess = {
  Granted: 'granted',
  Denied: 'denied',
  Prompt: 'prompt',
} as unknown as typeof Real.DevicePermissionAccess;
// At run time, a numeric enum of TypeScript also maps its numbers to names.
export const DiagnosticQuality = {
  Good: 1,
  Poor: 2,
  Bad: 3,
  1: 'Good',
  2: 'Poor',
  3: 'Bad',
} as unknown as typeof Real.DiagnosticQuality;
export const RecordingState = {
  None: 0,
  Started: 1,
  Paused: 2,
  Ended: 3,
  0: 'None',
  1: 'Started',
  2: 'Paused',
  3: 'Ended',
} as unknown as typeof Real.RecordingState;
