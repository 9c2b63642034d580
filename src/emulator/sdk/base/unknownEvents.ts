import { callingError } from './errors.ts';

/** The code of the SDK's error for an unknown event, its subcode in `on`, and its subcode in `off`. */
type ErrorCodes = readonly [code: number, onSubCode: number, offSubCode: number];

/** The codes of SDK 2.0.0, by class. The SDK's other classes accept any event name and throw nothing. */
const errorCodes: Partial<Record<string, ErrorCodes>> = {
  DeviceManager: [422, 40603, 40604],
  TeamsCallAgent: [422, 40205, 40206],
  TeamsCall: [422, 41042, 41043],
  RemoteParticipant: [422, 42002, 42003],
  RemoteVideoStream: [422, 43100, 43101],
  LocalVideoStream: [422, 43011, 43011],
  LocalAudioStream: [422, 43605, 43605],
  Lobby: [422, 41800, 41801],
  Volume: [400, 41060, 41061],
  Diagnostics: [422, 45401, 45402],
  RemoteDiagnostics: [422, 45401, 45402],
  RecordingCallFeature: [422, 45850, 45851],
  DataChannelCallFeature: [422, 45319, 45319],
  OptimalVideoCountCallFeature: [422, 45600, 45601],
  TogetherModeCallFeature: [422, 41042, 41042],
  MediaAccessCallFeature: [422, 41042, 41043],
  AudioEffectsFeature: [400, 45002, 45003],
  VideoEffectsFeature: [400, 46160, 46161],
};

/** The warnings that the console has shown, such as `RaiseHandCallFeature.on('raisedHandChanged')`. */
const warnedMembers = new Set<string>();

/**
 * Handles an app's call of `on` or `off` with an event name that the class does not have. Some classes of the SDK throw
 * an error. The other classes accept the name and never call the listener. For them, a warning in the console points
 * out the probable typing error.
 * @param className the SDK's class, such as `TeamsCall`.
 * @throws the error of the class, if the SDK throws one.
 */
export function handleUnknownEvent(className: string, method: 'on' | 'off', eventName: string): void {
  const classCodes = errorCodes[className];
  if (classCodes) {
    const [code, onSubCode, offSubCode] = classCodes;
    const action = method === 'on' ? 'subscribe to' : 'unsubscribe from';
    throw callingError(
      code,
      method === 'on' ? onSubCode : offSubCode,
      `Failed to ${action} an event of ${className}: unknown name.`,
    );
  }
  const member = `${className}.${method}('${eventName}')`;
  if (warnedMembers.has(member)) return;
  warnedMembers.add(member);
  // oxlint-disable-next-line no-console -- the app's developer has no other way to learn of the typing error
  console.warn(`${member}: there is no such event, so the listener is never called.`);
}
