import type {
  AudioEffectsFeature,
  AudioStreamFeatureContext,
  AudioStreamFeatureCtor,
  CallFeature,
  CallFeatureContext,
  CallFeatureFactory,
  Features as RealFeatures,
  TeamsCall,
} from '@azure/communication-calling';
import type { EmuTeamsCall } from '../call/call.ts';
import type { EmuLocalAudioStream } from '../media/localAudioStream.ts';
import type { CallSession } from '../call/session.ts';
import { EmuAudioConferencing } from './audioConferencing.ts';
import { EmuAudioEffects } from './audioEffects.ts';
import { EmuBreakoutRooms } from './breakoutRooms.ts';
import { EmuCallSurvey } from './callSurvey.ts';
import { EmuCapabilities } from './capabilities.ts';
import { EmuCaptions } from './captions.ts';
import { EmuDataChannel } from './dataChannel.ts';
import { EmuDebugInfo } from './debugInfo.ts';
import { EmuDominantSpeakers } from './dominantSpeakers.ts';
import { EmuMediaAccess } from './mediaAccess.ts';
import { EmuMediaStats } from './mediaStats.ts';
import { EmuOptimalVideoCount } from './optimalVideoCount.ts';
import { EmuPptLive } from './pptLive.ts';
import { EmuRaiseHand } from './raiseHand.ts';
import { EmuReaction } from './reaction.ts';
import { EmuRealTimeText } from './realTimeText.ts';
import { EmuRecording } from './recording.ts';
import { EmuSpotlight } from './spotlight.ts';
import { EmuTogetherMode } from './togetherMode.ts';
import { EmuTranscription } from './transcription.ts';
import { EmuTransferFeature } from './transfer.ts';
import { EmuUserFacingDiagnostics } from './userFacingDiagnostics.ts';
import { EmuVideoEffects } from './videoEffects.ts';

/** @returns the factory of a call feature. The SDK calls it with `new`, so it has to be a `function`. */
function ofCall<T extends CallFeature>(
  FeatureClass: new (session: CallSession, call: TeamsCall) => T,
): CallFeatureFactory<T> {
  const callApiCtor = function ({ call }: CallFeatureContext) {
    return new FeatureClass((call as unknown as EmuTeamsCall).session, call as TeamsCall);
  };
  return { callApiCtor } as unknown as CallFeatureFactory<T>;
}

const audioEffects = function ({ streamInstance }: AudioStreamFeatureContext) {
  return new EmuAudioEffects(streamInstance as unknown as EmuLocalAudioStream);
} as unknown as AudioStreamFeatureCtor<AudioEffectsFeature>;

/** The SDK's 23 features, one line each. `matrix.ts` says how far each is emulated. */
export const Features: typeof RealFeatures = {
  AudioEffects: { audioStreamApiCtor: audioEffects },
  BreakoutRooms: ofCall(EmuBreakoutRooms),
  CallSurvey: ofCall(EmuCallSurvey),
  Capabilities: ofCall(EmuCapabilities),
  Captions: ofCall(EmuCaptions),
  DataChannel: ofCall(EmuDataChannel),
  DebugInfo: { callClientApiCtor: EmuDebugInfo },
  DominantSpeakers: ofCall(EmuDominantSpeakers),
  MediaAccess: ofCall(EmuMediaAccess),
  MediaStats: ofCall(EmuMediaStats),
  OptimalVideoCount: ofCall(EmuOptimalVideoCount),
  PPTLive: ofCall(EmuPptLive),
  RaiseHand: ofCall(EmuRaiseHand),
  Reaction: ofCall(EmuReaction),
  RealTimeText: ofCall(EmuRealTimeText),
  Recording: ofCall(EmuRecording),
  Spotlight: ofCall(EmuSpotlight),
  TeamsMeetingAudioConferencing: ofCall(EmuAudioConferencing),
  TogetherMode: ofCall(EmuTogetherMode),
  Transcription: ofCall(EmuTranscription),
  Transfer: ofCall(EmuTransferFeature),
  UserFacingDiagnostics: ofCall(EmuUserFacingDiagnostics),
  VideoEffects: { videoStreamApiCtor: EmuVideoEffects },
};
