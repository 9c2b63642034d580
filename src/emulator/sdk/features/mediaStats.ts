import type {
  MediaStatsCallFeature,
  MediaStatsCollector,
  MediaStatsCollectorOptions,
} from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import type { Measurement } from '../diagnostics/stats.ts';
import { MediaSampler } from './mediaSampler.ts';
import { EmuMediaStatsCollector } from './mediaStatsCollector.ts';

/**
 * The least time between two samples. Microsoft: "sampleReported event triggers every second". Measurements come twice
 * a second, but not exactly, so two of them may take slightly less than a second.
 */
const minSampleIntervalMs = 900;

/**
 * Media statistics, as the browser measures them. Microsoft: "The collectors will be reclaimed internally when the call
 * ends."
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class EmuMediaStats implements MediaStatsCallFeature {
  readonly name = 'MediaStats';
  private readonly session: CallSession;
  private readonly sampler: MediaSampler;
  private readonly collectors = new Set<EmuMediaStatsCollector>();
  /** The time of the last sample, as `performance.now()` gives it. */
  private sampledAtMs = -Infinity;

  constructor(session: CallSession) {
    this.session = session;
    this.sampler = new MediaSampler((participantId, slot) => {
      const stream = session.findParticipant(participantId)?.stream(slot);
      return stream?.isAvailable ? stream.id : undefined;
    });
    session.measurementEvents.on('measured', this.reportSample);
  }

  /** @throws 400/0 for an invalid interval. */
  createCollector(options?: MediaStatsCollectorOptions): MediaStatsCollector {
    const collector = new EmuMediaStatsCollector(options, () => this.collectors.delete(collector));
    this.collectors.add(collector);
    return collector;
  }

  dispose(): void {
    this.session.measurementEvents.off('measured', this.reportSample);
    for (const collector of this.collectors) collector.dispose();
  }

  private readonly reportSample = (measurement: Measurement): void => {
    const isTooEarly = measurement.measuredAtMs - this.sampledAtMs < minSampleIntervalMs;
    if (this.collectors.size === 0 || isTooEarly) return;
    const isFirst = this.sampledAtMs === -Infinity;
    this.sampledAtMs = measurement.measuredAtMs;
    const sample = this.sampler.createSample(measurement);
    // The first sample is not reported: without a previous sample it has no rates.
    if (isFirst) return;
    for (const collector of this.collectors) collector.add(sample);
  };
}
