import { callingError } from './errors.ts';

/** The code of the error for an unknown event, and the subcodes of `on` and `off`. */
type Codes = readonly [code: number, on: number, off: number];

/** The codes of SDK 2.0.0, by the owner of an `Emitter`. Objects that are not listed accept any event. */
const codes: Partial<Record<string, Codes>> = {
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

const warned = new Set<string>();

/**
 * Handles an event that the owner does not have, as the SDK does. Where the SDK accepts it and never calls the listener,
 * a warning in the console points out the typing error, once.
 * @throws the owner's error, where the SDK throws one.
 */
export function handleUnknownEvent(owner: string, method: 'on' | 'off', event: string): void {
  const known = codes[owner];
  if (known) {
    const [code, on, off] = known;
    const action = method === 'on' ? 'subscribe to' : 'unsubscribe from';
    throw callingError(
      code,
      method === 'on' ? on : off,
      `Failed to ${action} an event of ${owner}: unknown name.`,
    );
  }
  const member = `${owner}.${method}('${event}')`;
  if (warned.has(member)) return;
  warned.add(member);
  // oxlint-disable-next-line no-console -- the app has no other way to learn of it
  console.warn(`${member}: there is no such event, so the listener is never called.`);
}
