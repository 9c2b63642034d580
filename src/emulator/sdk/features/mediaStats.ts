import type {
  MediaStatsCallFeature,
  MediaStatsCollector,
  MediaStatsCollectorOptions,
} from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import type { Measurement } from '../diagnostics/stats.ts';
import { MediaSampler } from './mediaSampler.ts';
import { EmuMediaStatsCollector } from './mediaStatsCollector.ts';

/** "sampleReported event triggers every second". Measurements come twice a second, and never exactly in time. */
const minSampleIntervalMs = 900;

/**
 * Media statistics, as the browser measures them. "The collectors will be reclaimed internally when the call ends."
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class EmuMediaStats implements MediaStatsCallFeature {
  readonly name = 'MediaStats';
  private readonly session: CallSession;
  private readonly sampler: MediaSampler;
  private readonly collectors = new Set<EmuMediaStatsCollector>();
  private sampledAt = -Infinity;

  constructor(session: CallSession) {
    this.session = session;
    this.sampler = new MediaSampler((participant, slot) => {
      const stream = session.find(participant)?.stream(slot);
      return stream?.isAvailable ? stream.id : undefined;
    });
    session.measured.on('measured', this.sample);
  }

  /** @throws 400/0 for an invalid interval. */
  createCollector(options?: MediaStatsCollectorOptions): MediaStatsCollector {
    const collector = new EmuMediaStatsCollector(options, () => this.collectors.delete(collector));
    this.collectors.add(collector);
    return collector;
  }

  dispose(): void {
    this.session.measured.off('measured', this.sample);
    for (const collector of this.collectors) collector.dispose();
  }

  private readonly sample = (measurement: Measurement): void => {
    if (this.collectors.size === 0 || measurement.at - this.sampledAt < minSampleIntervalMs) return;
    const isFirst = this.sampledAt === -Infinity;
    this.sampledAt = measurement.at;
    const sample = this.sampler.sample(measurement);
    // The first sample has no rates, since there is none before it.
    if (isFirst) return;
    for (const collector of this.collectors) collector.add(sample);
  };
}
