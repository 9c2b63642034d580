import type { CallFeature, CallFeatureFactory, TeamsCall } from '@azure/communication-calling';
import { aliceId, callee, createCredential, type Sdk } from './sdk.ts';

/** Maps the name of a type of the SDK to an object of that type. */
export type LiveObjects = Record<string, object | undefined>;

/** Maps the type of each call feature that exists in a 1:1 call to its entry of `Features`. */
const callFeatures = {
  BreakoutRoomsCallFeature: 'BreakoutRooms',
  CallSurveyFeature: 'CallSurvey',
  CapabilitiesFeature: 'Capabilities',
  CaptionsCallFeature: 'Captions',
  DataChannelCallFeature: 'DataChannel',
  DominantSpeakersCallFeature: 'DominantSpeakers',
  MediaAccessCallFeature: 'MediaAccess',
  MediaStatsCallFeature: 'MediaStats',
  OptimalVideoCountCallFeature: 'OptimalVideoCount',
  PPTLiveCallFeature: 'PPTLive',
  RaiseHandCallFeature: 'RaiseHand',
  ReactionCallFeature: 'Reaction',
  RealTimeTextFeature: 'RealTimeText',
  RecordingCallFeature: 'Recording',
  SpotlightCallFeature: 'Spotlight',
  TogetherModeCallFeature: 'TogetherMode',
  TranscriptionCallFeature: 'Transcription',
  TransferCallFeature: 'Transfer',
  UserFacingDiagnosticsFeature: 'UserFacingDiagnostics',
} as const satisfies Record<string, keyof Sdk['Features']>;

/** @returns an object of each type of an SDK that can be reached without a network. */
export async function collectLiveObjects(sdk: Sdk): Promise<LiveObjects> {
  const client = new sdk.CallClient();
  const manager = await client.getDeviceManager();
  const [camera] = await manager.getCameras();
  const [microphone] = await manager.getMicrophones();
  if (!camera || !microphone) throw new Error('The browser has no fake devices.');
  const video = new sdk.LocalVideoStream(camera);
  const audio = new sdk.LocalAudioStream(microphone);
  const renderer = new sdk.VideoStreamRenderer(video);
  const agent = await client.createTeamsCallAgent(createCredential(aliceId));
  const call = agent.startCall(callee, { videoOptions: { localVideoStreams: [video] } });
  const participant = call.remoteParticipants[0];
  const diagnostics = call.feature(sdk.Features.UserFacingDiagnostics);
  return {
    CallClient: client,
    DeviceManager: manager,
    TeamsCallAgent: agent,
    TeamsCall: call,
    TeamsCallInfo: call.info,
    Lobby: call.lobby,
    RemoteParticipant: participant,
    RemoteVideoStream: participant?.videoStreams[0],
    LocalVideoStream: video,
    LocalAudioStream: audio,
    WbLocalVideoStream: new sdk.WbLocalVideoStream(camera),
    Volume: await audio.getVolume(),
    VideoStreamRenderer: renderer,
    VideoStreamRendererView: await renderer.createView(),
    VideoEffectsFeature: video.feature(sdk.Features.VideoEffects),
    AudioEffectsFeature: audio.feature(sdk.Features.AudioEffects),
    DebugInfoCallClientFeature: client.feature(sdk.Features.DebugInfo),
    NetworkDiagnostics: diagnostics.network,
    MediaDiagnostics: diagnostics.media,
    RemoteDiagnostics: diagnostics.remote,
    MediaStatsCollector: call.feature(sdk.Features.MediaStats).createCollector(),
    TeamsCaptions: call.feature(sdk.Features.Captions).captions,
    ...readCallFeatures(sdk, call),
  };
}

const readCallFeatures = (sdk: Sdk, call: TeamsCall): LiveObjects =>
  Object.fromEntries(
    Object.entries(callFeatures).map(([typeName, name]) => [
      typeName,
      call.feature(sdk.Features[name] as CallFeatureFactory<CallFeature>),
    ]),
  );
