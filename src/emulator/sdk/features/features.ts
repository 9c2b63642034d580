import type * as Real from '@azure/communication-calling';
import type { EmuCall } from '../call/call.ts';
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
import { EmuPreCallDiagnostics } from './preCallDiagnostics.ts';
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

/**
 * `call.feature()` runs `new callApiCtor({ call })`, so `callApiCtor` cannot be an arrow function. The object that it returns
 * takes the place of the one that `new` creates.
 */
function createCallFactory<T extends Real.CallFeature>(
  FeatureClass: new (session: CallSession, call: Real.TeamsCall) => T,
): Real.CallFeatureFactory<T> {
  const callApiCtor = function ({ call }: Real.CallFeatureContext) {
    const emulatedCall = call as EmuCall;
    return new FeatureClass(emulatedCall.session, emulatedCall);
  };
  return { callApiCtor } as unknown as Real.CallFeatureFactory<T>;
}

/** The features that SDK 2.0.0 has, but does not declare. */
const untypedFeatures = { PreCallDiagnostics: { callClientApiCtor: EmuPreCallDiagnostics } };

/** The SDK's 23 features. `matrix.ts` says how far each of them is emulated. */
export const Features: typeof Real.Features = {
  ...untypedFeatures,
  AudioEffects: { audioStreamApiCtor: EmuAudioEffects },
  BreakoutRooms: createCallFactory(EmuBreakoutRooms),
  CallSurvey: createCallFactory(EmuCallSurvey),
  Capabilities: createCallFactory(EmuCapabilities),
  Captions: createCallFactory(EmuCaptions),
  DataChannel: createCallFactory(EmuDataChannel),
  DebugInfo: { callClientApiCtor: EmuDebugInfo },
  DominantSpeakers: createCallFactory(EmuDominantSpeakers),
  MediaAccess: createCallFactory(EmuMediaAccess),
  MediaStats: createCallFactory(EmuMediaStats),
  OptimalVideoCount: createCallFactory(EmuOptimalVideoCount),
  PPTLive: createCallFactory(EmuPptLive),
  RaiseHand: createCallFactory(EmuRaiseHand),
  Reaction: createCallFactory(EmuReaction),
  RealTimeText: createCallFactory(EmuRealTimeText),
  Recording: createCallFactory(EmuRecording),
  Spotlight: createCallFactory(EmuSpotlight),
  TeamsMeetingAudioConferencing: createCallFactory(EmuAudioConferencing),
  TogetherMode: createCallFactory(EmuTogetherMode),
  Transcription: createCallFactory(EmuTranscription),
  Transfer: createCallFactory(EmuTransferFeature),
  UserFacingDiagnostics: createCallFactory(EmuUserFacingDiagnostics),
  VideoEffects: { videoStreamApiCtor: EmuVideoEffects },
};
