import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The SDK's published types, read as text, because interfaces do not exist at run time. */
const sdk = dirname(createRequire(import.meta.url).resolve('@azure/communication-calling/package.json'));
const types = readFileSync(join(sdk, 'types/communication-calling.d.ts'), 'utf8').replaceAll('\r\n', '\n');

/** @param file in `src/emulator/sdk`. */
export const sourceOf = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../sdk', file), 'utf8');

/** The SDK's classes and interfaces with methods, and the files of the drop-in SDK that implement their members. */
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

/** Optional members that are always `undefined`, with the reason. */
export const absent: Record<string, string> = {
  'RemoteParticipant.displayName': 'the SDK does not know the names of Teams users',
  'RemoteParticipant.hasDisplayNameChanged': 'so none changes',
  'TeamsIncomingCall.customContext': 'no option of a Teams user sends one',
};

interface Declared {
  readonly bases: readonly string[];
  readonly members: readonly string[];
  readonly acts: boolean;
}

/** The declared types, with their members. */
export const declared = new Map<string, Declared>(
  [...types.matchAll(/^export declare (?:interface|class) (\w+)[^{\n]*\{\n([\s\S]*?)^\}/gm)].map(
    ([whole, name = '', body = '']) => {
      const bases = /extends ([\w, ]+)/.exec(whole.split('\n', 1)[0] ?? '')?.[1]?.split(',') ?? [];
      const lines = body.matchAll(
        /^ {4}(?!private|constructor|\/?\*)(?:readonly |get |set )?(\w+)\??[(:<]/gm,
      );
      const acts = /^ {4}(?!private|constructor)\w+[(<]/m.test(body);
      return [
        name,
        {
          bases: bases.map((base) => base.trim()),
          members: [...lines].map(([, member = '']) => member),
          acts,
        },
      ];
    },
  ),
);

/** @returns the members of a class or interface of the SDK, inherited ones included. */
export function membersOf(name: string): string[] {
  const found = declared.get(name);
  return found ? [...new Set([...found.members, ...found.bases.flatMap(membersOf)])] : [];
}
/** @returns whether a type has methods, inherited ones included. */
export const acts = (name: string): boolean => {
  const found = declared.get(name);
  return found !== undefined && (found.acts || found.bases.some(acts));
};
/** @returns whether other types extend a type. */
export const isBase = (name: string): boolean =>
  [...declared.values()].some(({ bases }) => bases.includes(name));

/** The SDK's type of an object of the drop-in SDK, by its class, or by the member that returns it. */
export const kinds: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...new Set(Object.values(emulated).flat())].flatMap((file) =>
    [...sourceOf(file).matchAll(/^(?:export )?class (\w+)[^{]*?\simplements (?:Public<)?(\w+)/gm)].map(
      ([, name = '', kind = '']) => [name, kind],
    ),
  ),
  ['UserFacingDiagnosticsFeature.network', 'NetworkDiagnostics'],
  ['UserFacingDiagnosticsFeature.media', 'MediaDiagnostics'],
  ['TeamsIncomingCall.info', 'TeamsCallInfo'],
  ['LocalAudioStream.getVolume', 'Volume'],
  ['RemoteAudioStream.getVolume', 'Volume'],
]) as Record<string, string>;
