import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Describes the public surface of Microsoft's Calling SDK, and which files of the drop-in SDK (the emulator's replacement)
// implement it. Tests compare the two.

/** The SDK's published types. They are read as text, because interfaces do not exist at run time. */
const sdkFolder = dirname(
  createRequire(import.meta.url).resolve('@azure/communication-calling/package.json'),
);
const sdkTypes = readFileSync(join(sdkFolder, 'types/communication-calling.d.ts'), 'utf8').replaceAll(
  '\r\n',
  '\n',
);

/** Reads a source file of the drop-in SDK. @param file the path in `src/emulator/sdk`. */
export const sourceOf = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../sdk', file), 'utf8');

/** For each class of the SDK, and each interface with methods, the files of the drop-in SDK that implement its members. */
export const emulated: Record<string, readonly string[]> = {
  CallClient: ['client.ts'],
  TeamsCallAgent: ['agent/agent.ts'],
  TeamsCall: ['call/call.ts', 'call/callView.ts'],
  TeamsCallInfo: ['call/callInfo.ts'],
  TeamsIncomingCall: ['agent/incomingCall.ts'],
  DeviceManager: ['devices/deviceManager.ts'],
  Lobby: ['participants/lobby.ts'],
  LocalAudioStream: ['media/localAudioStream.ts'],
  LocalVideoStream: ['media/localVideoStream.ts'],
  WbLocalVideoStream: ['media/wbLocalVideoStream.ts'],
  RemoteParticipant: ['participants/remoteParticipant.ts'],
  RemoteVideoStream: ['media/remoteVideoStream.ts'],
  RemoteAudioStream: ['media/remoteAudio.ts'],
  VideoStreamRenderer: ['media/renderer.ts'],
  VideoStreamRendererView: ['media/view.ts'],
  Volume: ['media/volume.ts'],
  NetworkDiagnostics: ['diagnostics/diagnostics.ts'],
  MediaDiagnostics: ['diagnostics/diagnostics.ts'],
  RemoteDiagnostics: ['features/remoteDiagnostics.ts'],
  MediaStatsCallFeature: ['features/mediaStats.ts'],
  MediaStatsCollector: ['features/mediaStatsCollector.ts'],
  Transfer: ['features/transfer.ts'],
  TransferCallFeature: ['features/transfer.ts'],
  TeamsCaptions: ['features/teamsCaptions.ts'],
  RecordingInfo: ['features/recording.ts'],
  DataChannelSender: ['features/dataChannelSender.ts'],
  DataChannelReceiver: ['features/dataChannelReceiver.ts'],
  BreakoutRoom: ['features/breakoutRoom.ts'],
  AudioEffectsFeature: ['features/audioEffects.ts'],
  VideoEffectsFeature: ['features/videoEffects.ts'],
  CapabilitiesFeature: ['features/capabilities.ts'],
  DebugInfoCallClientFeature: ['features/debugInfo.ts'],
  DominantSpeakersCallFeature: ['features/dominantSpeakers.ts'],
  UserFacingDiagnosticsFeature: ['features/userFacingDiagnostics.ts'],
  ...Object.fromEntries(
    [
      ['BreakoutRoomsCallFeature', 'breakoutRooms'],
      ['CallSurveyFeature', 'callSurvey'],
      ['CaptionsCallFeature', 'captions'],
      ['DataChannelCallFeature', 'dataChannel'],
      ['MediaAccessCallFeature', 'mediaAccess'],
      ['OptimalVideoCountCallFeature', 'optimalVideoCount'],
      ['PPTLiveCallFeature', 'pptLive'],
      ['RaiseHandCallFeature', 'raiseHand'],
      ['ReactionCallFeature', 'reaction'],
      ['RealTimeTextFeature', 'realTimeText'],
      ['RecordingCallFeature', 'recording'],
      ['SpotlightCallFeature', 'spotlight'],
      ['TeamsMeetingAudioConferencingCallFeature', 'audioConferencing'],
      ['TogetherModeCallFeature', 'togetherMode'],
      ['TranscriptionCallFeature', 'transcription'],
    ].map(([name, file]) => [name, [`features/${file}.ts`, 'features/callFeature.ts']]),
  ),
};

/** The optional members of the SDK's types that are always `undefined` in the drop-in SDK, with the reason. */
export const absent: Record<string, string> = {
  'RemoteParticipant.displayName': 'the SDK does not know the names of Teams users',
  'RemoteParticipant.hasDisplayNameChanged': 'a name that the SDK does not know cannot change',
  'TeamsIncomingCall.customContext': 'no option of a Teams user sends one',
};

/** A class or interface of the SDK. */
interface DeclaredType {
  /** The names of the types that this type extends. */
  readonly bases: readonly string[];
  /** The names of its own members, without inherited ones. */
  readonly members: readonly string[];
  /** Whether one of its own members is a method. */
  readonly declaresMethods: boolean;
}

/** The header line and the body of each exported class or interface. */
const declarationPattern = /^export declare (?:interface|class) (\w+)[^{\n]*\{\n([\s\S]*?)^\}/gm;
/** The name of each public member in a body: a line with an indent of 4 that is neither a comment nor a constructor. */
const memberPattern = /^ {4}(?!private|constructor|\/?\*)(?:readonly |get |set )?(\w+)\??[(:<]/gm;
/** A public method in a body. */
const methodPattern = /^ {4}(?!private|constructor)\w+[(<]/m;

/** All exported classes and interfaces of the SDK, by name. */
export const declaredTypes = new Map<string, DeclaredType>(
  [...sdkTypes.matchAll(declarationPattern)].map(([declaration, name = '', body = '']) => {
    const header = declaration.split('\n', 1)[0] ?? '';
    const bases = /extends ([\w, ]+)/.exec(header)?.[1]?.split(',') ?? [];
    const type = {
      bases: bases.map((base) => base.trim()),
      members: [...body.matchAll(memberPattern)].map(([, member = '']) => member),
      declaresMethods: methodPattern.test(body),
    };
    return [name, type];
  }),
);

/** @returns the names of the members of a class or interface of the SDK, with the inherited ones. */
export function membersOf(typeName: string): string[] {
  const type = declaredTypes.get(typeName);
  return type ? [...new Set([...type.members, ...type.bases.flatMap(membersOf)])] : [];
}
/** @returns whether a class or interface of the SDK has methods, its own or inherited ones. */
export const hasMethods = (typeName: string): boolean => {
  const type = declaredTypes.get(typeName);
  return type !== undefined && (type.declaresMethods || type.bases.some(hasMethods));
};
/** @returns whether other types of the SDK extend this type. */
export const isBase = (typeName: string): boolean =>
  [...declaredTypes.values()].some(({ bases }) => bases.includes(typeName));

/**
 * The SDK's type of each object of the drop-in SDK. The keys are the names of classes that implement a type, and
 * `Class.member` for a member that returns an object without a class.
 */
export const kinds: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...new Set(Object.values(emulated).flat())].flatMap((file) =>
    [...sourceOf(file).matchAll(/^(?:export )?class (\w+)[^{]*?\simplements (?:Public<)?(\w+)/gm)].map(
      ([, className = '', sdkTypeName = '']) => [className, sdkTypeName],
    ),
  ),
  ['UserFacingDiagnosticsFeature.network', 'NetworkDiagnostics'],
  ['UserFacingDiagnosticsFeature.media', 'MediaDiagnostics'],
  ['TeamsIncomingCall.info', 'TeamsCallInfo'],
  ['LocalAudioStream.getVolume', 'Volume'],
  ['RemoteAudioStream.getVolume', 'Volume'],
]) as Record<string, string>;
