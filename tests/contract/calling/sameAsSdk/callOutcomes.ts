import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { readOutcome, readEventOutcomes, readAsyncOutcome, type Outcomes } from './outcomes.ts';
import { summarizeDevice } from './deviceOutcomes.ts';
import { aliceId, callee, type Sdk } from './sdk.ts';

/** Maps each call feature that has events to one of its events. */
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
export function collectEventOutcomes(sdk: Sdk, call: TeamsCall): Outcomes {
  const [participant] = call.remoteParticipants;
  const findFeature = (name: keyof Sdk['Features']) => call.feature(sdk.Features[name] as never) as unknown;
  const { media, network, remote } = call.feature(sdk.Features.UserFacingDiagnostics);
  return {
    TeamsCall: readEventOutcomes(call, 'stateChanged'),
    Lobby: readEventOutcomes(call.lobby, 'lobbyParticipantsUpdated'),
    RemoteParticipant: readEventOutcomes(participant, 'stateChanged'),
    RemoteVideoStream: readEventOutcomes(participant?.videoStreams[0], 'isAvailableChanged'),
    LocalAudioStream: readEventOutcomes(call.localAudioStreams[0], 'audioSourceChanged'),
    media: readEventOutcomes(media, 'diagnosticChanged'),
    network: readEventOutcomes(network, 'diagnosticChanged'),
    remote: readEventOutcomes(remote, 'diagnosticChanged'),
    TeamsCaptions: readEventOutcomes(call.feature(sdk.Features.Captions).captions, 'CaptionsReceived'),
    MediaStatsCollector: readEventOutcomes(
      call.feature(sdk.Features.MediaStats).createCollector(),
      'sampleReported',
    ),
    ...Object.fromEntries(
      Object.entries(featureEvents).map(([name, event]) => [
        name,
        readEventOutcomes(findFeature(name as keyof Sdk['Features']), event),
      ]),
    ),
  };
}

/** Reads a call right after `startCall` has returned. @param ownStream the video stream that was passed to `startCall`. */
export function readNewCall(call: TeamsCall, ownStream: LocalVideoStream): Outcomes {
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
    threadId: String(call.info.threadId),
  };
}

/** Calls methods of a call that is not connected, some with wrong arguments. */
export async function collectCallOutcomes(sdk: Sdk, call: TeamsCall): Promise<Outcomes> {
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
    admitAll: await readAsyncOutcome(() => call.lobby.admitAll()),
    spotlight: await readAsyncOutcome(() => spotlight.startSpotlight()),
    reaction: await readAsyncOutcome(() =>
      call.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' }),
    ),
    dialIn: readOutcome(() => call.feature(sdk.Features.TeamsMeetingAudioConferencing)),
    spokenLanguage: await readAsyncOutcome(() => captions.setSpokenLanguage('de-de')),
    captionLanguage: await readAsyncOutcome(() => captions.setCaptionLanguage('de')),
    addParticipant: readOutcome(() => call.addParticipant({ microsoftTeamsUserId: aliceId })),
    removeParticipant: await readAsyncOutcome(() => call.removeParticipant(callee)),
    muteAll: await readAsyncOutcome(() => call.muteAllRemoteParticipants()),
    muteOne: await readAsyncOutcome(() => call.remoteParticipants[0]?.mute()),
    stopSharing: await readAsyncOutcome(() => call.stopScreenSharing()),
    consent: await readAsyncOutcome(() => call.feature(sdk.Features.Recording).grantTeamsConsent()),
    permitAudio: await readAsyncOutcome(() => call.feature(sdk.Features.MediaAccess).permitAudio([callee])),
    invalidSurvey: await readAsyncOutcome(() =>
      call.feature(sdk.Features.CallSurvey).submitSurvey({ overallRating: { score: 50 } }),
    ),
    transferToNothing: readOutcome(() => call.feature(sdk.Features.Transfer).transfer({} as never)),
    transferToUndefined: readOutcome(() => call.feature(sdk.Features.Transfer).transfer(undefined as never)),
    unknownTone: await readAsyncOutcome(() => call.sendDtmf('x' as never)),
    startAudio: await readAsyncOutcome(() => call.startAudio({} as never)),
    startVideo: await readAsyncOutcome(() => call.startVideo({} as never)),
    startVideoWithoutStream: await readAsyncOutcome(() => call.startVideo(undefined as never)),
    streamFeatureOfCall: readOutcome(() => call.feature(sdk.Features.VideoEffects as never)),
  };
}

/** Milliseconds after which Microsoft's SDK knows that a call is a 1:1 call. It took less than a second. */
const callKindDelayMs = 3_000;

/** Calls methods whose outcome depends on the kind of call, and hangs up twice. Ends the call. */
export async function collectLaterOutcomes(sdk: Sdk, call: TeamsCall): Promise<Outcomes> {
  await new Promise((resolve) => setTimeout(resolve, callKindDelayMs));
  const hands = call.feature(sdk.Features.RaiseHand);
  const spotlight = call.feature(sdk.Features.Spotlight);
  const outcomes = {
    raiseHand: await readAsyncOutcome(() => hands.raiseHand()),
    lowerHand: await readAsyncOutcome(() => hands.lowerHand()),
    lowerHands: await readAsyncOutcome(() => hands.lowerHands([callee])),
    startSpotlight: await readAsyncOutcome(() => spotlight.startSpotlight([callee])),
  };
  // Without a network, only Microsoft's SDK fails to hang up, or has ended the call by itself. The call ends in both SDKs.
  await readAsyncOutcome(() => call.hangUp());
  await waitForEnd(call);
  const secondHangUp = await readAsyncOutcome(() => call.hangUp());
  const { code, subCode } = call.callEndReason ?? {};
  return { ...outcomes, failsWithEndReason: secondHangUp === `${code}/${subCode}` };
}

const waitForEnd = (call: TeamsCall): Promise<void> =>
  new Promise((resolve) => {
    const resolveAtEnd = () => {
      if (call.state === 'Disconnected') resolve();
    };
    call.on('stateChanged', resolveAtEnd);
    // The call may have ended before.
    resolveAtEnd();
  });
