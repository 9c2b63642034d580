import type {
  AudioStreamFeatureFactory,
  CallFeature,
  CallFeatureContext,
  CallFeatureFactory,
  Features as RealFeatures,
  VideoStreamFeatureFactory,
} from '@azure/communication-calling';
import { refuse } from '../errors.ts';
import type { EmuTeamsCall } from '../call.ts';
import type { CallSession } from '../session.ts';
import { EmuCapabilities } from './capabilities.ts';
import { EmuDebugInfo } from './debugInfo.ts';
import { EmuDominantSpeakers } from './dominantSpeakers.ts';
import { EmuTransferFeature } from './transfer.ts';
import { EmuUserFacingDiagnostics } from './userFacingDiagnostics.ts';

/** The SDK's factories are constructors; a function that returns an object is one too, and fits in a list. */
function ofCall<T extends CallFeature>(make: new (session: CallSession) => T): CallFeatureFactory<T> {
  const callApiCtor = function ({ call }: CallFeatureContext) {
    return new make((call as unknown as EmuTeamsCall).session);
  };
  return { callApiCtor } as unknown as CallFeatureFactory<T>;
}

/** A feature that is typed and may be asked for, and then says that it is not here. */
function absent(name: string): unknown {
  const refusing = function () {
    throw refuse(`Features.${name}`);
  };
  return { callApiCtor: refusing, videoStreamApiCtor: refusing, audioStreamApiCtor: refusing };
}

type Real = typeof RealFeatures;
const absentInCall = <T extends CallFeature>(name: string) => absent(name) as CallFeatureFactory<T>;

/** The 23 typed features: each is real, or refuses loudly. */
export const Features: Real = {
  Capabilities: ofCall(EmuCapabilities),
  DominantSpeakers: ofCall(EmuDominantSpeakers),
  Transfer: ofCall(EmuTransferFeature),
  UserFacingDiagnostics: ofCall(EmuUserFacingDiagnostics),
  DebugInfo: { callClientApiCtor: EmuDebugInfo },
  Recording: absentInCall('Recording'),
  Transcription: absentInCall('Transcription'),
  Captions: absentInCall('Captions'),
  RaiseHand: absentInCall('RaiseHand'),
  Reaction: absentInCall('Reaction'),
  Spotlight: absentInCall('Spotlight'),
  PPTLive: absentInCall('PPTLive'),
  BreakoutRooms: absentInCall('BreakoutRooms'),
  CallSurvey: absentInCall('CallSurvey'),
  MediaStats: absentInCall('MediaStats'),
  VideoEffects: absent('VideoEffects') as VideoStreamFeatureFactory<never>,
  AudioEffects: absent('AudioEffects') as AudioStreamFeatureFactory<never>,
  DataChannel: absentInCall('DataChannel'),
  OptimalVideoCount: absentInCall('OptimalVideoCount'),
  TeamsMeetingAudioConferencing: absentInCall('TeamsMeetingAudioConferencing'),
  TogetherMode: absentInCall('TogetherMode'),
  MediaAccess: absentInCall('MediaAccess'),
  RealTimeText: absentInCall('RealTimeText'),
};
