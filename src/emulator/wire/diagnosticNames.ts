import type { MediaDiagnosticType, NetworkDiagnosticType } from '@azure/communication-calling';

/** The user-facing diagnostics of the network: those whose value is a quality, and those whose value is true or false. */
export const networkQualityNames = [
  'networkReconnect',
  'networkReceiveQuality',
  'networkSendQuality',
] as const satisfies readonly NetworkDiagnosticType[];
export const networkFlagNames = [
  'noNetwork',
  'networkRelaysNotReachable',
] as const satisfies readonly NetworkDiagnosticType[];

/** The user-facing diagnostics of media. The value of each is true or false. */
export const mediaFlagNames = [
  'cameraFreeze',
  'cameraPermissionDenied',
  'cameraStartFailed',
  'cameraStartTimedOut',
  'cameraStoppedUnexpectedly',
  'capturerStartFailed',
  'capturerStoppedUnexpectedly',
  'microphoneMuteUnexpectedly',
  'microphoneNotFunctioning',
  'microphoneNotMuteButSilent',
  'microphonePermissionDenied',
  'noMicrophoneDevicesEnumerated',
  'noSpeakerDevicesEnumerated',
  'screenshareRecordingDisabled',
  'speakingWhileMicrophoneIsMuted',
] as const satisfies readonly MediaDiagnosticType[];
