import type {
  LatestDiagnosticValue,
  MediaStatsCollector,
  MediaStatsReportSample,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';
import { readDetails, type Details } from './details.ts';

export type Grade = 'good' | 'poor' | 'bad';

interface Quality {
  /** The quality of what the user sends and receives; `null` while the call is not running. */
  readonly send: Grade | null;
  readonly receive: Grade | null;
  /** Whether the user talks into a muted microphone. */
  readonly talksMuted: boolean;
  /** Figures for experts. `off` until the user requests them, `refused` if the SDK does not give them. */
  readonly details: Details | 'off' | 'waiting' | 'refused';
}

interface Collecting {
  readonly collector: MediaStatsCollector | null;
  details: Quality['details'];
}

const collecting = new WeakMap<TeamsCall, Collecting>();
const watchers = new WeakMap<TeamsCall, () => void>();

const diagnosticsOf = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.UserFacingDiagnostics);

/** A diagnostic that was never raised means good quality. */
function grade(value: LatestDiagnosticValue | undefined, { sdk }: CallTools): Grade {
  if (value?.value === sdk.DiagnosticQuality.Bad) return 'bad';
  return value?.value === sdk.DiagnosticQuality.Poor ? 'poor' : 'good';
}

/**
 * The quality of the call as grades, and on request as figures. `run` turns the figures on and off.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export const quality: CallFeature<Quality> = {
  name: 'quality',
  read(call, tools) {
    const details = collecting.get(call)?.details ?? 'off';
    if (!isRunning(call)) return { send: null, receive: null, talksMuted: false, details };
    const { network, media } = diagnosticsOf(call, tools);
    const { networkSendQuality, networkReceiveQuality } = network.getLatest();
    return {
      send: grade(networkSendQuality, tools),
      receive: grade(networkReceiveQuality, tools),
      talksMuted: call.isMuted && media.getLatest().speakingWhileMicrophoneIsMuted?.value === true,
      details,
    };
  },
  watch(call, look, tools) {
    watchers.set(call, look);
    const { network, media } = diagnosticsOf(call, tools);
    const stops = [
      listen(network, ['diagnosticChanged'], look),
      listen(media, ['diagnosticChanged'], look),
      listen(call, ['isMutedChanged'], look),
    ];
    return () => {
      for (const stop of stops) stop();
      collecting.get(call)?.collector?.dispose();
      collecting.delete(call);
    };
  },
  async run(call, tools) {
    const before = collecting.get(call);
    before?.collector?.dispose();
    if (before) collecting.delete(call);
    else collecting.set(call, collect(call, tools));
  },
};

function collect(call: TeamsCall, { sdk }: CallTools): Collecting {
  let collector: MediaStatsCollector;
  try {
    collector = call
      .feature(sdk.Features.MediaStats)
      .createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 1 });
  } catch {
    // The panel shows `refused` in the place of the figures; nothing else depends on them.
    return { collector: null, details: 'refused' };
  }
  const one: Collecting = { collector, details: 'waiting' };
  collector.on('sampleReported', (sample: MediaStatsReportSample) => {
    one.details = readDetails(sample);
    watchers.get(call)?.();
  });
  return one;
}
