import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { answerOf, eventAnswers, laterAnswerOf, type Answers } from './answers.ts';
import { deviceOf } from './observeDevices.ts';
import { alice, callee, type Sdk } from './sdk.ts';

/** An event of each call feature that has events. */
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

export function observeCallEvents(sdk: Sdk, call: TeamsCall): Answers {
  const [participant] = call.remoteParticipants;
  const feature = (name: keyof Sdk['Features']) => call.feature(sdk.Features[name] as never) as unknown;
  const { media, network, remote } = call.feature(sdk.Features.UserFacingDiagnostics);
  return {
    TeamsCall: eventAnswers(call, 'stateChanged'),
    Lobby: eventAnswers(call.lobby, 'lobbyParticipantsUpdated'),
    RemoteParticipant: eventAnswers(participant, 'stateChanged'),
    RemoteVideoStream: eventAnswers(participant?.videoStreams[0], 'isAvailableChanged'),
    LocalAudioStream: eventAnswers(call.localAudioStreams[0], 'audioSourceChanged'),
    media: eventAnswers(media, 'diagnosticChanged'),
    network: eventAnswers(network, 'diagnosticChanged'),
    remote: eventAnswers(remote, 'diagnosticChanged'),
    TeamsCaptions: eventAnswers(call.feature(sdk.Features.Captions).captions, 'CaptionsReceived'),
    MediaStatsCollector: eventAnswers(
      call.feature(sdk.Features.MediaStats).createCollector(),
      'sampleReported',
    ),
    ...Object.fromEntries(
      Object.entries(featureEvents).map(([name, event]) => [
        name,
        eventAnswers(feature(name as keyof Sdk['Features']), event),
      ]),
    ),
  };
}

/** Reads a call right after `startCall` has returned. */
export function readNewCall(call: TeamsCall, given: LocalVideoStream): Answers {
  return {
    state: call.state,
    video: call.localVideoStreams.map((stream) => stream === given),
    isLocalVideoStarted: call.isLocalVideoStarted,
    audio: call.localAudioStreams.map(({ mediaStreamType, source }) => [mediaStreamType, deviceOf(source)]),
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

/** Calls methods of a call that is not connected. */
export async function observeCallMethods(sdk: Sdk, call: TeamsCall): Promise<Answers> {
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
    admitAll: await laterAnswerOf(() => call.lobby.admitAll()),
    spotlight: await laterAnswerOf(() => spotlight.startSpotlight()),
    reaction: await laterAnswerOf(() =>
      call.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' }),
    ),
    dialIn: answerOf(() => call.feature(sdk.Features.TeamsMeetingAudioConferencing)),
    spokenLanguage: await laterAnswerOf(() => captions.setSpokenLanguage('de-de')),
    captionLanguage: await laterAnswerOf(() => captions.setCaptionLanguage('de')),
    addParticipant: answerOf(() => call.addParticipant({ microsoftTeamsUserId: alice })),
    removeParticipant: await laterAnswerOf(() => call.removeParticipant(callee)),
    muteAll: await laterAnswerOf(() => call.muteAllRemoteParticipants()),
    muteOne: await laterAnswerOf(() => call.remoteParticipants[0]?.mute()),
    noTone: await laterAnswerOf(() => call.sendDtmf('x' as never)),
    startAudio: await laterAnswerOf(() => call.startAudio({} as never)),
    startVideo: await laterAnswerOf(() => call.startVideo({} as never)),
    startNothing: await laterAnswerOf(() => call.startVideo(undefined as never)),
    wrongFeature: answerOf(() => call.feature(sdk.Features.VideoEffects as never)),
  };
}
