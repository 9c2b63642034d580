import type { Call, LocalVideoStream, TeamsCall, TeamsCaptions } from '@azure/communication-calling';
import type { CommunicationUserIdentifier, MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import { summarizeDevice } from './deviceOutcomes.ts';
import { readAsyncOutcome, readAsyncOutcomes, type Outcomes } from './outcomes.ts';
import { aliceId, callee, type Sdk } from './sdk.ts';

/** Reads a call right after `startCall` has returned. @param ownStream the video stream that was passed to `startCall`. */
export function readNewCall(call: TeamsCall | Call, ownStream: LocalVideoStream): Outcomes {
  return {
    state: call.state,
    video: call.localVideoStreams.map((stream) => stream === ownStream),
    isLocalVideoStarted: call.isLocalVideoStarted,
    audio: call.localAudioStreams.map((stream) => [stream.mediaStreamType, summarizeDevice(stream.source)]),
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
export function collectCallOutcomes(sdk: Sdk, ownCall: TeamsCall | Call): Promise<Outcomes> {
  // The cast is safe, because a Teams user can be added to both classes of calls.
  const call = ownCall as TeamsCall;
  const { Features } = sdk;
  const { capabilities } = call.feature(Features.Capabilities);
  const captions = call.feature(Features.Captions).captions as TeamsCaptions;
  return readAsyncOutcomes({
    capabilities: () =>
      Object.entries(capabilities)
        .map(([name, { isPresent, reason }]) => `${name} ${isPresent} ${reason}`)
        .toSorted()
        .join(),
    admitAll: () => call.lobby.admitAll(),
    spotlight: () => call.feature(Features.Spotlight).startSpotlight(),
    reaction: () => call.feature(Features.Reaction).sendReaction({ reactionType: 'like' }),
    dialIn: () => call.feature(Features.TeamsMeetingAudioConferencing),
    spokenLanguage: () => captions.setSpokenLanguage('de-de'),
    captionLanguage: () => captions.setCaptionLanguage('de'),
    addParticipant: () => call.addParticipant({ microsoftTeamsUserId: aliceId }),
    removeParticipant: () => call.removeParticipant(callee),
    muteAll: () => call.muteAllRemoteParticipants(),
    muteOne: () => call.remoteParticipants[0]?.mute(),
    stopSharing: () => call.stopScreenSharing(),
    consent: () => call.feature(Features.Recording).grantTeamsConsent(),
    permitAudio: () => call.feature(Features.MediaAccess).permitAudio([callee]),
    invalidSurvey: () => call.feature(Features.CallSurvey).submitSurvey({ overallRating: { score: 50 } }),
    transferToNothing: () => call.feature(Features.Transfer).transfer({} as never),
    transferToUndefined: () => call.feature(Features.Transfer).transfer(undefined as never),
    unknownTone: () => call.sendDtmf('x' as never),
    startAudio: () => call.startAudio({} as never),
    startVideo: () => call.startVideo({} as never),
    startVideoWithoutStream: () => call.startVideo(undefined as never),
    streamFeatureOfCall: () => call.feature(Features.VideoEffects as never),
  });
}

/** Milliseconds after which Microsoft's SDK knows that a call is a 1:1 call. It took less than a second. */
const callKindDelayMs = 3_000;

/** Calls methods whose outcome depends on the kind of call, and hangs up twice. Ends the call. @param other the other participant. */
export async function collectLaterOutcomes(
  sdk: Sdk,
  call: TeamsCall | Call,
  other: CommunicationUserIdentifier | MicrosoftTeamsUserIdentifier = callee,
): Promise<Outcomes> {
  await new Promise((resolve) => setTimeout(resolve, callKindDelayMs));
  const hands = call.feature(sdk.Features.RaiseHand);
  const outcomes = await readAsyncOutcomes({
    raiseHand: () => hands.raiseHand(),
    lowerHand: () => hands.lowerHand(),
    lowerHands: () => hands.lowerHands([other]),
    startSpotlight: () => call.feature(sdk.Features.Spotlight).startSpotlight([other]),
  });
  // Without a network, only Microsoft's SDK fails to hang up, or has ended the call by itself. The call ends in both SDKs.
  await readAsyncOutcome(() => call.hangUp());
  while (call.state !== 'Disconnected') await new Promise((resolve) => setTimeout(resolve, 10));
  const secondHangUp = await readAsyncOutcome(() => call.hangUp());
  const { code, subCode } = call.callEndReason ?? {};
  return { ...outcomes, failsWithEndReason: secondHangUp === `${code}/${subCode}` };
}
