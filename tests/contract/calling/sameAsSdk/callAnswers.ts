import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { readAnswer, readEventAnswers, readAsyncAnswer, type Answers } from './answers.ts';
import { summarizeDevice } from './deviceAnswers.ts';
import { aliceId, callee, type Sdk } from './sdk.ts';

/** For each call feature that has events, one of them. */
const featureEvents: Partial<Record<keyof Sdk['Features'], string>> = {
  BreakoutRooms: 'breakoutRoomsUpdated',
  Capabilities: 'capabilitiesChanged',
  Captions: 'CaptionsKindChanged',
  DataChannel: 'dataChannelReceiverCreated',
  DominantSpeakers: 'dominantSpeakersChanged',
  MediaAccess: 'mediaAccessChanged',
  OptimalVideoCount: 'optimalVideoCountChanged',
  PPTLive: 'isActiveChanged',
  RaiseHand: 'raisedHandEvent',
  Reaction: 'reaction',
  RealTimeText: 'realTimeTextReceived',
  Recording: 'isRecordingActiveChanged',
  Spotlight: 'spotlightChanged',
  TogetherMode: 'togetherModeStreamsUpdated',
  Transcription: 'isTranscriptionActiveChanged',
  Transfer: 'transferAccepted',
};

/** Adds and removes listeners of a call and of the objects that belong to it. */
export function collectEventAnswers(sdk: Sdk, call: TeamsCall): Answers {
  const [participant] = call.remoteParticipants;
  const findFeature = (name: keyof Sdk['Features']) => call.feature(sdk.Features[name] as never) as unknown;
  const { media, network, remote } = call.feature(sdk.Features.UserFacingDiagnostics);
  return {
    TeamsCall: readEventAnswers(call, 'stateChanged'),
    Lobby: readEventAnswers(call.lobby, 'lobbyParticipantsUpdated'),
    RemoteParticipant: readEventAnswers(participant, 'stateChanged'),
    RemoteVideoStream: readEventAnswers(participant?.videoStreams[0], 'isAvailableChanged'),
    LocalAudioStream: readEventAnswers(call.localAudioStreams[0], 'audioSourceChanged'),
    media: readEventAnswers(media, 'diagnosticChanged'),
    network: readEventAnswers(network, 'diagnosticChanged'),
    remote: readEventAnswers(remote, 'diagnosticChanged'),
    TeamsCaptions: readEventAnswers(call.feature(sdk.Features.Captions).captions, 'CaptionsReceived'),
    MediaStatsCollector: readEventAnswers(
      call.feature(sdk.Features.MediaStats).createCollector(),
      'sampleReported',
    ),
    ...Object.fromEntries(
      Object.entries(featureEvents).map(([name, event]) => [
        name,
        readEventAnswers(findFeature(name as keyof Sdk['Features']), event),
      ]),
    ),
  };
}

/** Reads a call right after `startCall` has returned. @param ownStream the video stream that was passed to `startCall`. */
export function readNewCall(call: TeamsCall, ownStream: LocalVideoStream): Answers {
  return {
    state: call.state,
    video: call.localVideoStreams.map((stream) => stream === ownStream),
    isLocalVideoStarted: call.isLocalVideoStarted,
    audio: call.localAudioStreams.map(({ mediaStreamType, source }) => [
      mediaStreamType,
      summarizeDevice(source),
    ]),
    muted: [call.isMuted, call.isIncomingAudioMuted, call.isScreenSharingOn],
    participants: call.remoteParticipants.map(({ state, identifier, videoStreams, isMuted, role }) => ({
      state,
      rawId: (identifier as { rawId?: string }).rawId,
      streams: videoStreams.map((stream) => [stream.mediaStreamType, stream.isAvailable, stream.isReceiving]),
      isMuted,
      role,
    })),
    lobby: call.lobby?.participants.length,
  };
}

/** Calls methods of a call that is not connected, some with wrong arguments. */
export async function collectCallAnswers(sdk: Sdk, call: TeamsCall): Promise<Answers> {
  const { capabilities } = call.feature(sdk.Features.Capabilities);
  const spotlight = call.feature(sdk.Features.Spotlight);
  const { captions } = call.feature(sdk.Features.Captions) as unknown as {
    captions: {
      setSpokenLanguage(language: string): Promise<void>;
      setCaptionLanguage(language: string): Promise<void>;
    };
  };
  return {
    capabilities: Object.entries(capabilities)
      .map(([name, { isPresent, reason }]) => `${name} ${isPresent} ${reason}`)
      .toSorted(),
    admitAll: await readAsyncAnswer(() => call.lobby.admitAll()),
    spotlight: await readAsyncAnswer(() => spotlight.startSpotlight()),
    reaction: await readAsyncAnswer(() =>
      call.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' }),
    ),
    dialIn: readAnswer(() => call.feature(sdk.Features.TeamsMeetingAudioConferencing)),
    spokenLanguage: await readAsyncAnswer(() => captions.setSpokenLanguage('de-de')),
    captionLanguage: await readAsyncAnswer(() => captions.setCaptionLanguage('de')),
    addParticipant: readAnswer(() => call.addParticipant({ microsoftTeamsUserId: aliceId })),
    removeParticipant: await readAsyncAnswer(() => call.removeParticipant(callee)),
    muteAll: await readAsyncAnswer(() => call.muteAllRemoteParticipants()),
    muteOne: await readAsyncAnswer(() => call.remoteParticipants[0]?.mute()),
    unknownTone: await readAsyncAnswer(() => call.sendDtmf('x' as never)),
    startAudio: await readAsyncAnswer(() => call.startAudio({} as never)),
    startVideo: await readAsyncAnswer(() => call.startVideo({} as never)),
    startNothing: await readAsyncAnswer(() => call.startVideo(undefined as never)),
    wrongFeature: readAnswer(() => call.feature(sdk.Features.VideoEffects as never)),
  };
}
