import type {
  LatestDiagnosticValue,
  MediaStatsCollector,
  MediaStatsReportSample,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { getMicrophone } from '../../calling/call/microphone.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';
import { readDetails, type QualityDetails } from './details.ts';

export type Grade = 'good' | 'poor' | 'bad';

interface QualityState {
  /** The quality of what the user sends; `null` while the call is not connected. */
  readonly send: Grade | null;
  /** The quality of what the user receives; `null` while the call is not connected. */
  readonly receive: Grade | null;
  /** Whether the user talks while muted. */
  readonly talksWhileMuted: boolean;
  /**
   * Figures for experts. `off` until the user asks for them, `waiting` until the SDK reports them for the first time,
   * `refused` if the SDK cannot report them.
   */
  readonly details: QualityDetails | 'off' | 'waiting' | 'refused';
}

/** The SDK's collector that measures one call, and the figures that the collector has reported. */
interface StatsCollection {
  /** `null` if the SDK has refused to create a collector. */
  readonly collector: MediaStatsCollector | null;
  details: QualityState['details'];
}

/** Maps each call for which the user has asked for figures to its collection. */
const collections = new WeakMap<TeamsCall, StatsCollection>();
/** Maps each call to the `onChange` that `watch` got for it. The collector calls it, because new figures raise no event of the call. */
const changeListeners = new WeakMap<TeamsCall, () => void>();

const getDiagnostics = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.UserFacingDiagnostics);

/** @param diagnostic `undefined` if the SDK has never raised it, which means good quality */
function readGrade(diagnostic: LatestDiagnosticValue | undefined, { sdk }: CallTools): Grade {
  if (diagnostic?.value === sdk.DiagnosticQuality.Bad) return 'bad';
  return diagnostic?.value === sdk.DiagnosticQuality.Poor ? 'poor' : 'good';
}

/**
 * The quality of the call as grades, and on request as figures. `run` turns the figures on and off.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export const quality: CallFeature<QualityState> = {
  name: 'quality',
  read(call, tools) {
    const details = collections.get(call)?.details ?? 'off';
    if (!isRunning(call)) return { send: null, receive: null, talksWhileMuted: false, details };
    const { network, media } = getDiagnostics(call, tools);
    const { networkSendQuality, networkReceiveQuality } = network.getLatest();
    return {
      send: readGrade(networkSendQuality, tools),
      receive: readGrade(networkReceiveQuality, tools),
      talksWhileMuted:
        getMicrophone(call).isMuted && media.getLatest().speakingWhileMicrophoneIsMuted?.value === true,
      details,
    };
  },
  watch(call, onChange, tools) {
    changeListeners.set(call, onChange);
    const { network, media } = getDiagnostics(call, tools);
    const unsubscribers = [
      listen(network, ['diagnosticChanged'], onChange),
      listen(media, ['diagnosticChanged'], onChange),
      getMicrophone(call).subscribe(onChange),
    ];
    return () => {
      for (const unsubscribe of unsubscribers) unsubscribe();
      collections.get(call)?.collector?.dispose();
      collections.delete(call);
    };
  },
  async run(call, tools) {
    const currentCollection = collections.get(call);
    currentCollection?.collector?.dispose();
    if (currentCollection) collections.delete(call);
    else collections.set(call, startCollecting(call, tools));
  },
};

function startCollecting(call: TeamsCall, { sdk }: CallTools): StatsCollection {
  let collector: MediaStatsCollector;
  try {
    // One measurement per second, and one report per measurement.
    collector = call
      .feature(sdk.Features.MediaStats)
      .createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 1 });
  } catch {
    // Only the panel *Call quality* needs the figures. The panel then says that there are none.
    return { collector: null, details: 'refused' };
  }
  const collection: StatsCollection = { collector, details: 'waiting' };
  collector.on('sampleReported', (sample: MediaStatsReportSample) => {
    collection.details = readDetails(sample);
    changeListeners.get(call)?.();
  });
  return collection;
}
