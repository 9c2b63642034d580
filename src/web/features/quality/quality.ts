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
  /** How well the others get us, and we them; `null` while the call does not run. */
  readonly send: Grade | null;
  readonly receive: Grade | null;
  /** Somebody talks into a microphone that is muted. */
  readonly talksMuted: boolean;
  /** Figures for experts: `off` until asked for, `refused` where the SDK does not give them. */
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

/** What was never raised is good. */
function grade(value: LatestDiagnosticValue | undefined, { sdk }: CallTools): Grade {
  if (value?.value === sdk.DiagnosticQuality.Bad) return 'bad';
  return value?.value === sdk.DiagnosticQuality.Poor ? 'poor' : 'good';
}

/**
 * How good the call is, in words, and on demand in figures. `run` begins and ends the figures.
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
    // Said where the figures would stand; nothing else depends on them.
    return { collector: null, details: 'refused' };
  }
  const one: Collecting = { collector, details: 'waiting' };
  collector.on('sampleReported', (sample: MediaStatsReportSample) => {
    one.details = readDetails(sample);
    watchers.get(call)?.();
  });
  return one;
}
