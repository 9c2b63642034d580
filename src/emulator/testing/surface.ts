import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Describes the public surface of Microsoft's Calling SDK, and which files of the drop-in SDK (the emulator's replacement
// for it) implement this surface. Tests compare the two. A member of a type is a property or a method.

const sdkFolder = dirname(
  createRequire(import.meta.url).resolve('@azure/communication-calling/package.json'),
);
/** The text of the SDK's published types. The types are read as text, because interfaces do not exist at run time. */
const sdkTypesText = readFileSync(join(sdkFolder, 'types/communication-calling.d.ts'), 'utf8').replaceAll(
  '\r\n',
  '\n',
);

/** Reads a source file of the drop-in SDK. @param file the path in `src/emulator/sdk`. */
const readDropInSource = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../sdk', file), 'utf8');

/** Maps each class of the SDK, and each interface with methods, to the files of the drop-in SDK that implement it. */
export const implementingFiles: Record<string, readonly string[]> = {
  CallClient: ['client.ts'],
  TeamsCallAgent: ['agent/agent.ts'],
  TeamsCall: ['call/call.ts', 'call/callView.ts'],
  TeamsCallInfo: ['call/callView.ts'],
  TeamsIncomingCall: ['agent/incomingCall.ts'],
  DeviceManager: ['devices/deviceManager.ts'],
  Lobby: ['call/lobby.ts'],
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
  RemoteDiagnostics: ['features/userFacingDiagnostics.ts'],
  MediaStatsCallFeature: ['features/mediaStats.ts'],
  MediaStatsCollector: ['features/mediaStatsCollector.ts'],
  Transfer: ['features/transfer.ts'],
  TransferCallFeature: ['features/transfer.ts'],
  TeamsCaptions: ['features/captions.ts'],
  RecordingInfo: ['features/recording.ts'],
  DataChannelSender: ['features/dataChannelSender.ts'],
  DataChannelReceiver: ['features/dataChannelReceiver.ts'],
  BreakoutRoom: ['features/breakoutRooms.ts'],
  AudioEffectsFeature: ['features/audioEffects.ts'],
  VideoEffectsFeature: ['features/videoEffects.ts'],
  DebugInfoCallClientFeature: ['features/debugInfo.ts'],
  UserFacingDiagnosticsFeature: ['features/userFacingDiagnostics.ts'],
  ...Object.fromEntries(
    [
      ['BreakoutRoomsCallFeature', 'breakoutRooms'],
      ['CallSurveyFeature', 'callSurvey'],
      ['CapabilitiesFeature', 'capabilities'],
      ['DominantSpeakersCallFeature', 'dominantSpeakers'],
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

/** @returns the names of the private and protected members of the classes that implement a type in the drop-in SDK. */
export const listPrivateNames = (typeName: string): ReadonlySet<string> => {
  const sourceText = (implementingFiles[typeName] ?? []).map(readDropInSource).join('\n');
  const privatePattern = /^ +(?:private|protected) (?:readonly |async |get |set )*(\w+)/gm;
  return new Set(Array.from(sourceText.matchAll(privatePattern), ([, name = '']) => name));
};

/** A class or interface of the SDK. */
interface DeclaredType {
  /** The names of the types that this type extends. */
  readonly bases: readonly string[];
  /** The names of the type's own members, without inherited ones. */
  readonly members: readonly string[];
  /** Whether one of the type's own members is a method. */
  readonly hasOwnMethods: boolean;
  /** The names of the type's own events, which its method `on` takes. */
  readonly events: readonly string[];
}

/** Matches each exported class or interface. It captures the name, and the lines between the braces (the body). */
const declarationPattern = /^export declare (?:interface|class) (\w+)[^{\n]*\{\n([\s\S]*?)^\}/gm;
/** Matches each public member in a body: a line with an indent of 4 that is no comment and no constructor. Captures its name. */
const memberPattern = /^ {4}(?!private|constructor|\/?\*)(?:readonly |get |set )?(\w+)\??[(:<]/gm;
/** Matches a public method in a body. */
const methodPattern = /^ {4}(?!private|constructor)\w+[(<]/m;

/** Matches each overload of the method `on` in a body. It captures the name of the event, or of the type of that name. */
const eventPattern = /^ {4}on\(event: ['"]?(\w+)/gm;
/** Matches each type that is a text, such as `export declare type RaisedHandEventType = 'raisedHandEvent';`. */
const textTypePattern = /^export declare type (\w+) = '(\w+)';/gm;
const textTypes = new Map(
  [...sdkTypesText.matchAll(textTypePattern)].map(([, name = '', text = '']) => [name, text]),
);

/** Maps names to all exported classes and interfaces of the SDK. */
export const declaredTypes = new Map<string, DeclaredType>(
  [...sdkTypesText.matchAll(declarationPattern)].map(([declaration, name = '', body = '']) => {
    const header = declaration.split('\n', 1)[0] ?? '';
    const bases = /extends ([\w, ]+)/.exec(header)?.[1]?.split(',') ?? [];
    const type = {
      bases: bases.map((base) => base.trim()),
      members: [...body.matchAll(memberPattern)].map(([, member = '']) => member),
      hasOwnMethods: methodPattern.test(body),
      events: [...body.matchAll(eventPattern)].map(([, event = '']) => textTypes.get(event) ?? event),
    };
    return [name, type];
  }),
);

/** @returns the names of the members of a class or interface of the SDK, including the inherited ones. */
export function listMemberNames(typeName: string): string[] {
  const type = declaredTypes.get(typeName);
  return type ? [...new Set([...type.members, ...type.bases.flatMap(listMemberNames)])] : [];
}

/** @returns the names of the events of a class or interface of the SDK, including the inherited ones. */
export function listEventNames(typeName: string): string[] {
  const type = declaredTypes.get(typeName);
  return type ? [...new Set([...type.events, ...type.bases.flatMap(listEventNames)])] : [];
}

/** @returns whether a class or interface of the SDK has methods, its own or inherited ones. */
export const hasMethods = (typeName: string): boolean => {
  const type = declaredTypes.get(typeName);
  return type !== undefined && (type.hasOwnMethods || type.bases.some(hasMethods));
};
/** @returns whether other types of the SDK extend this type. */
export const isExtended = (typeName: string): boolean =>
  [...declaredTypes.values()].some(({ bases }) => bases.includes(typeName));
