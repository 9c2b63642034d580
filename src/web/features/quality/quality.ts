import type {
  LatestDiagnosticValue,
  MediaStatsCollector,
  MediaStatsReportSample,
} from '@azure/communication-calling';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { isRunning } from '../../calling/call/callState.ts';

/** Figures about the last second, for all media together. A figure is `null` if the SDK does not give it. */
export interface QualityDetails {
  readonly roundTripMs: number | null;
  readonly jitterMs: number | null;
  readonly lostPerSecond: number | null;
  readonly sentBitsPerSecond: number | null;
  readonly receivedBitsPerSecond: number | null;
  /** The names of the codecs, for example `opus, H264`. */
  readonly codecs: string;
}

const keepNumbers = (values: readonly (number | undefined)[]) =>
  values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
/** Returns a rounded value, as `addUp` does; `null` without any number. */
const findLargest = (values: readonly (number | undefined)[]) => {
  const numbers = keepNumbers(values);
  return numbers.length === 0 ? null : Math.round(Math.max(...numbers));
};
const addUp = (values: readonly (number | undefined)[]) => {
  const numbers = keepNumbers(values);
  return numbers.length === 0 ? null : Math.round(numbers.reduce((total, value) => total + value, 0));
};

/** Summarizes one SDK report: the largest round trip and jitter of any stream, and the sums of losses and bit rates. */
function readDetails({ audio, video, screenShare, transports }: MediaStatsReportSample): QualityDetails {
  const receivedStreams = [...audio.receive, ...video.receive, ...screenShare.receive];
  const sentStreams = [...audio.send, ...video.send, ...screenShare.send];
  const codecs = [...receivedStreams, ...sentStreams].flatMap(({ codecName }) => codecName ?? []);
  return {
    roundTripMs: findLargest([...transports, ...sentStreams].map(({ rttInMs }) => rttInMs)),
    jitterMs: findLargest(receivedStreams.map(({ jitterInMs }) => jitterInMs)),
    lostPerSecond: addUp(receivedStreams.map(({ packetsLostPerSecond }) => packetsLostPerSecond)),
    sentBitsPerSecond: addUp(sentStreams.map(({ bitrate }) => bitrate)),
    receivedBitsPerSecond: addUp(receivedStreams.map(({ bitrate }) => bitrate)),
    codecs: [...new Set(codecs)].join(', '),
  };
}

export type Grade = 'good' | 'poor' | 'bad';

interface QualityState {
  /** `PanelItem` needs this property. Every call has a quality to show. */
  readonly availability: 'yes';
  /** The quality of what the user sends; `null` while the call is not connected. */
  readonly send: Grade | null;
  readonly receive: Grade | null;
  readonly talksWhileMuted: boolean;
  /** Figures for experts. `off` until the user asks for them, `waiting` for the first report, `refused` if the SDK gives none. */
  readonly details: QualityDetails | 'off' | 'waiting' | 'refused';
}

/** @param diagnostic `undefined` if the SDK has never raised it, which means good quality */
function toGrade(diagnostic: LatestDiagnosticValue | undefined, { sdk }: CallTools): Grade {
  if (diagnostic?.value === sdk.DiagnosticQuality.Bad) return 'bad';
  return diagnostic?.value === sdk.DiagnosticQuality.Poor ? 'poor' : 'good';
}

/**
 * The quality of the call as grades, and on request as figures. `run` turns the figures on and off.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export const quality: CallFeature<QualityState, void> = {
  name: 'quality',
  create({ call, tools, onChange, watch, atEnd }) {
    const { microphone } = tools;
    const { network, media } = call.feature(tools.sdk.Features.UserFacingDiagnostics);
    /** Measures the call while the user sees the figures; `null` at other times. */
    let collector: MediaStatsCollector | null = null;
    let details: QualityState['details'] = 'off';

    const startCollecting = () => {
      try {
        // One measurement per second, and one report per measurement.
        const newCollector = call
          .feature(tools.sdk.Features.MediaStats)
          .createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 1 });
        collector = newCollector;
        details = 'waiting';
        newCollector.on('sampleReported', (sample: MediaStatsReportSample) => {
          // The user may have turned the figures off meanwhile.
          if (collector !== newCollector) return;
          details = readDetails(sample);
          onChange();
        });
      } catch {
        // Only the panel *Call quality* needs the figures. The panel then says that there are none.
        details = 'refused';
      }
    };
    const stopCollecting = () => {
      collector?.dispose();
      collector = null;
      details = 'off';
    };

    watch(network, 'diagnosticChanged');
    watch(media, 'diagnosticChanged');
    atEnd(microphone.subscribe(onChange), stopCollecting);
    return {
      read() {
        const availability = 'yes';
        if (!isRunning(call))
          return { availability, send: null, receive: null, talksWhileMuted: false, details };
        const { networkSendQuality, networkReceiveQuality } = network.getLatest();
        return {
          availability,
          send: toGrade(networkSendQuality, tools),
          receive: toGrade(networkReceiveQuality, tools),
          talksWhileMuted:
            microphone.isMuted && media.getLatest().speakingWhileMicrophoneIsMuted?.value === true,
          details,
        };
      },
      async run() {
        if (details === 'off') startCollecting();
        else stopCollecting();
      },
    };
  },
};
