import type {
  AudioStreamFeatureFactory,
  CallClientFeatureFactory,
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
import { EmuUserFacingDiagnostics } from './userFacingDiagnostics.ts';

/** A feature of a call, made from the call's session. */
function ofCall<T extends CallFeature>(make: new (session: CallSession) => T): CallFeatureFactory<T> {
  return {
    callApiCtor: class {
      constructor({ call }: CallFeatureContext) {
        // oxlint-disable-next-line no-constructor-return -- the SDK's factories are constructors, ours are one list
        return new make((call as unknown as EmuTeamsCall).session);
      }
    } as unknown as new (context: CallFeatureContext) => T,
  };
}

/** A feature that is typed and asked for, and says at once that it is not here. */
function absent(name: string) {
  const Refusing = class {
    constructor() {
      throw refuse(`Features.${name}`);
    }
  };
  return { callApiCtor: Refusing, videoStreamApiCtor: Refusing, audioStreamApiCtor: Refusing } as unknown;
}

type Real = typeof RealFeatures;
const absentInCall = <T extends CallFeature>(name: string) => absent(name) as CallFeatureFactory<T>;

/** The 23 typed features: each is real, or refuses loudly. */
export const Features: Real = {
  Capabilities: ofCall(EmuCapabilities),
  UserFacingDiagnostics: ofCall(EmuUserFacingDiagnostics),
  DebugInfo: {
    callClientApiCtor: EmuDebugInfo,
  } satisfies CallClientFeatureFactory<EmuDebugInfo> as Real['DebugInfo'],
  Recording: absentInCall('Recording'),
  Transfer: absentInCall('Transfer'),
  Transcription: absentInCall('Transcription'),
  Captions: absentInCall('Captions'),
  RaiseHand: absentInCall('RaiseHand'),
  Reaction: absentInCall('Reaction'),
  Spotlight: absentInCall('Spotlight'),
  PPTLive: absentInCall('PPTLive'),
  BreakoutRooms: absentInCall('BreakoutRooms'),
  DominantSpeakers: absentInCall('DominantSpeakers'),
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
